using NetComm.Cli.Grading;
using NetComm.Scenarios.Rubrics;

namespace NetComm.Cli.Tests.Grading;

/// <summary>Whatever is handed in is found, and told from what nobody meant.</summary>
public sealed class HandedInTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("anna/lab.yaml", "anna", "")]
    [InlineData("lab.yaml", "lab", "")]
    [InlineData(".hidden.yaml", ".hidden", "")]
    [InlineData("Anna Öz_12345_assignsubmission_file_/lab.yaml", "Anna Öz", "12345")]
    [InlineData("Anna_12345_assignsubmission_file/sub/lab.yaml", "Anna", "12345")]
    [InlineData("Anna von_der_Au_12345_assignsubmission_file_lab.yaml", "Anna von_der_Au", "12345")]
    [InlineData("Anna_12345_assignsubmission_onlinetext_/onlinetext.html", "Anna", "12345")]
    [InlineData("Anna_x_assignsubmission_file_/lab.yaml", "Anna_x_assignsubmission_file_", "")]
    public void Students_are_known_by_moodles_names_else_by_folder_or_file(string name, string student, string id) =>
        Assert.Equal(new Student(student, id), Student.Of(new HandedInFile(name, $"/class/{name}")));

    [Theory]
    [InlineData("lab.yaml", null, "")]
    [InlineData(".lab.YML", null, "")]
    [InlineData("lab.docx", SubmissionStatus.NoScenario, "a .docx file is no scenario (.yaml)")]
    [InlineData("lab.yaml.txt", SubmissionStatus.NoScenario, "its name ends in .txt; rename it to lab.yaml")]
    [InlineData("lab.zip", SubmissionStatus.NoScenario, "it is an archive; unpack it, and grade what is in it")]
    [InlineData("lab", SubmissionStatus.NoScenario, "its name does not end in .yaml")]
    [InlineData(".DS_Store", SubmissionStatus.LeftOver, "a computer has left it behind; nobody hands it in")]
    [InlineData("__MACOSX/lab.yaml", SubmissionStatus.LeftOver, "a computer has left it behind; nobody hands it in")]
    [InlineData("._lab.yaml", SubmissionStatus.LeftOver, "a computer has left it behind; nobody hands it in")]
    public void A_file_is_graded_or_says_why_not(string name, object? status, string remark)
    {
        (SubmissionStatus Status, string Remark)? refusal = new HandedInFile(name, $"/class/{name}").Refusal;

        Assert.Equal(((SubmissionStatus?)status, remark), (refusal?.Status, refusal?.Remark ?? ""));
    }

    [Fact]
    public void Every_file_is_found_but_for_gradings_and_the_stores_of_version_control()
    {
        Write("class/anna/lab.yaml", "class/anna/.hidden.yaml", "class/ben/.work/notes.docx", "class/.git/config", "class/rubric.yaml",
            "class/old/grades.csv", "class/old/grades.md", "class/old/x.yaml", "class/__MACOSX/._x");

        IReadOnlyList<HandedInFile> files = ClassFiles.In([_place["class"]], [_place["class/rubric.yaml"]]);

        Assert.Equal(["__MACOSX/._x", "anna/.hidden.yaml", "anna/lab.yaml", "ben/.work/notes.docx"], files.Select(file => file.Name));
    }

    [Fact]
    public void Single_files_and_several_folders_are_named_below_the_folder_of_all()
    {
        Write("class/anna/lab.yaml", "class/ben/lab.yaml", "class/ben/more.yaml", "class/carla/lab.yaml");

        string[] one = NamesOf("class/anna/lab.yaml");
        string[] several = NamesOf("class/anna/lab.yaml", "class/ben", "class/ben/lab.yaml");

        Assert.Equal(["lab.yaml"], one);
        Assert.Equal(["anna/lab.yaml", "ben/lab.yaml", "ben/more.yaml"], several);
        Assert.Throws<UsageException>(() => NamesOf("class/nobody.yaml"));
    }

    [Fact]
    public void With_tasks_a_folder_is_a_submission_and_what_no_task_asks_for_a_row_of_its_own()
    {
        Rubric rubric = RubricReader.Parse(
            """
            rubric: T
            tasks: [ { name: a, file: a.yaml, expect: [ f.sent == 1 ] }, { name: b, file: "*-b.yaml", expect: [ f.sent == 1 ] } ]

            """,
            "rubric.yaml");
        Write("class/anna/A.yml", "class/anna/my-b.yaml", "class/anna/c.yaml", "class/ben/deep/x-b.yaml", "class/carla/a.txt",
            "class/dora/.DS_Store", "class/Emil_7_assignsubmission_file_a.yaml", "class/Emil_7_assignsubmission_file_b-b.yaml");

        IReadOnlyList<Submission> rows = Submission.Of(ClassFiles.In([_place["class"]], []), rubric, "class");

        Assert.Equal(
            ["Emil_7: Emil_7_assignsubmission_file_a.yaml Emil_7_assignsubmission_file_b-b.yaml", "anna: A.yml my-b.yaml",
                "anna/c.yaml: c.yaml NoTask", "ben: - x-b.yaml", "carla: - - Missing", "carla/a.txt: a.txt NoScenario",
                "dora/.DS_Store: .DS_Store LeftOver"],
            rows.Select(Told));
        Assert.Equal(["Emil", "anna", "anna"], rows.Take(3).Select(row => row.Student.Name));
    }

    private static string Told(Submission row) =>
        $"{row.Name}: {string.Join(' ', row.Parts.Select(part => part?.OwnName ?? "-"))} {row.Refusal?.Status}".TrimEnd();

    private string[] NamesOf(params string[] paths) =>
        [.. ClassFiles.In([.. paths.Select(path => _place[path])], []).Select(file => file.Name)];

    private void Write(params string[] names)
    {
        foreach (string name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_place[name])!);
            File.WriteAllText(_place[name], "x");
        }
    }
}
