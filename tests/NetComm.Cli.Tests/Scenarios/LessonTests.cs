using System.Text.RegularExpressions;
using NetComm.Runtime;
using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Scenarios.Overrides;

namespace NetComm.Cli.Tests.Scenarios;

/// <summary>Every scenario that ships is a lesson: it explains, says what to watch, asks, and its answers and commands hold.</summary>
public sealed partial class LessonTests
{
    private static readonly string Answers = File.ReadAllText(ScenarioShelf.PathOf("ANSWERS.md")).ReplaceLineEndings("\n");

    public static TheoryData<string> EveryLesson => [.. ScenarioShelf.Files];

    public static TheoryData<string, string> EveryCommand
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (string file in ScenarioShelf.Files)
            {
                foreach (string[] settings in Lesson.Of(file).Commands) all.Add(file, string.Join(' ', settings));
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(EveryLesson))]
    public void A_lesson_explains_and_says_what_to_watch_and_asks(string file)
    {
        Lesson lesson = Lesson.Of(file);

        Assert.NotEmpty(ScenarioShelf.Read(file).Title);
        Assert.NotEmpty(lesson.Text.Trim());
        Assert.Contains("\n- ", $"\n{lesson.WhatToWatch}", StringComparison.Ordinal);
        Assert.NotEmpty(lesson.Places);
        Assert.InRange(lesson.QuestionNumbers.Count, 3, 5);
        Assert.Equal(Enumerable.Range(1, lesson.QuestionNumbers.Count), lesson.QuestionNumbers);
    }

    [Theory]
    [MemberData(nameof(EveryLesson))]
    public void A_lesson_expects_at_least_three_things(string file) => Assert.True(ScenarioShelf.Read(file).Expectations.Count >= 3);

    [Theory]
    [MemberData(nameof(EveryLesson))]
    public void A_lesson_names_its_sources(string file) => Assert.Matches(@"RFC \d|POSIX|\b(19|20)\d\d\b", Lesson.Of(file).Text);

    [Theory]
    [MemberData(nameof(EveryLesson))]
    public void A_lesson_has_an_answer_to_each_question(string file)
    {
        string heading = $"\n## [{ScenarioShelf.Read(file).Title}]({file})\n";

        Assert.Contains(heading, Answers, StringComparison.Ordinal);
        Assert.Equal(Lesson.Of(file).QuestionNumbers, Lesson.NumbersIn(Answers.Split(heading)[1].Split("\n## ")[0]));
    }

    [Fact]
    public void Answers_stand_in_the_order_of_the_lessons() =>
    Assert.Equal(ScenarioShelf.Files, AnsweredFile().Matches(Answers).Select(match => match.Value));

    [Theory]
    [MemberData(nameof(EveryCommand))]
    public void A_command_that_a_lesson_quotes_can_be_run(string file, string settings)
    {
        Scenario changed = ScenarioReader.Read(ScenarioShelf.PathOf(file), new ScenarioOverrides { Settings = settings.Split(' ') });
        if (changed.Mode == RunMode.Loopback) return;

        RunOutcome result = SimulatedRun.Of(changed, new RunOptions { KeepTrace = false });

        using (result.Trace) Assert.NotEqual(SimTime.Zero, result.Trace.End);
    }

    [GeneratedRegex(@"(?<=^## \[[^]]*\]\()[^)]+(?=\)$)", RegexOptions.Multiline)]
    private static partial Regex AnsweredFile();
}
