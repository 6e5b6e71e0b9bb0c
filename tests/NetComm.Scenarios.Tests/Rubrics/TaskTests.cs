using NetComm.Analysis;
using NetComm.Scenarios.Rubrics;

namespace NetComm.Scenarios.Tests.Rubrics;

/// <summary>A rubric may hold several tasks, and sentences for each outcome.</summary>
public sealed class TaskTests
{
    [Fact]
    public void Each_task_is_a_rubric_by_itself_with_what_stands_above_all()
    {
        Rubric rubric = RubricReader.Parse(
            """
            rubric: Week 4
            seed: 42
            tasks:
              - { name: loss, file: loss.yaml, expect: [ call.loss < 2 % ] }
              - { name: queue, file: "*queue.yaml", seed: 7, expect: [ call.sent == 1, { count: hosts, is: 2, points: 3 } ] }

            """, "rubric.yaml");

        Assert.Equal(
            ["loss: call.loss < 2 %", "queue: call.sent == 1", "queue: number of hosts is 2"], rubric.Lines.Select(line => line.Text));
        Assert.Equal([("loss", "loss.yaml", 42L, "Week 4: loss"), ("queue", "*queue.yaml", 7L, "Week 4: queue")],
            rubric.Tasks.Select(task => (task.Name, task.File, task.Rubric.Seed!.Value, task.Rubric.Title)));
        Rubric again = RubricReader.Parse(rubric.Tasks[1].Rubric.Source, "rubric.yaml");
        Assert.Equal((7L, "Week 4: queue", 2), (again.Seed!.Value, again.Title, again.Lines.Count));
    }

    [Theory]
    [InlineData("tasks: [ { name: a, file: a.yaml, expect: [ f.sent == 1 ] } ]\nexpect: [ f.sent == 1 ]",
        "'expect' stands in each of the 'tasks', not beside them")]
    [InlineData("tasks: [ { name: a, file: a.yaml, expect: [ f.sent == 1 ] }, { name: a, file: b.yaml, expect: [ f.sent == 1 ] } ]",
        "task 'a': there are two of this name")]
    [InlineData("tasks: [ { name: a, file: x/a.yaml, expect: [ f.sent == 1 ] } ]",
        "task 'a': 'file' is the name of a file without its folders")]
    [InlineData("seed: 3", "a rubric needs 'expect', or 'tasks'")]
    public void Tasks_that_cannot_be_are_mistakes(string keys, string problem)
    {
        ScenarioException exception = Assert.Throws<ScenarioException>(() => RubricReader.Parse($"rubric: T\n{keys}\n", "rubric.yaml"));

        Assert.Contains(problem, exception.Problems.Select(one => one.Message));
    }

    [Theory]
    [InlineData(true, "5 ms", "Well done.")]
    [InlineData(false, "50 ms", "It took 50 ms.")]
    [InlineData(false, "no data", "Is it called 'call'?")]
    [InlineData(null, "not graded", null)]
    public void A_sentence_goes_with_its_outcome(bool? passed, string actual, string? said)
    {
        Rubric rubric = RubricReader.Parse(
            """
            rubric: T
            expect:
              - { check: call.latency.max < 9 ms, hint: Look., feedback: { passed: Well done., failed: "It took {measured}.", no-data: "Is it called 'call'?" } }
            """, "rubric.yaml");

        Assert.Equal(said, new Grade(rubric.Lines[0], passed, actual).Sentence);
    }

    [Fact]
    public void Without_a_sentence_the_hint_is_said_where_it_fails()
    {
        Expectation line = RubricReader.Parse("rubric: T\nexpect: [ { check: call.sent == 1, hint: Look. } ]\n", "rubric.yaml").Lines[0];

        Assert.Equal("Look.", new Grade(line, false, "2").Sentence);
        Assert.Null(new Grade(line, true, "1").Sentence);
    }
}
