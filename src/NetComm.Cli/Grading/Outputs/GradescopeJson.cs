using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetComm.Cli.Grading;

/// <summary>
/// Writes a submission's results.json, which Gradescope's autograder reads (Gradescope documentation, 'Autograder specifications').
/// </summary>
internal static class GradescopeJson
{
    public const string FileName = "results.json";

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    public static string Of(GradeBook book, GradedSubmission one)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("score", one.Points);
            json.WriteString("output", OutputOf(one));
            json.WriteString("output_format", "text");
            json.WriteString("test_output_format", "text");
            json.WriteString("test_name_format", "text");
            json.WriteString("visibility", "visible");
            json.WriteString("stdout_visibility", "hidden");
            json.WriteStartArray("tests");
            for (int i = 0; i < one.Grades.Count; i++) Write(json, i + 1, book.Rubric.Lines[i], one.Grades[i]);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <summary>What is said of the whole; each check says its own.</summary>
    private static string OutputOf(GradedSubmission one) =>
        Printable.Of(string.Join(
            '\n', ((string[])[$"{one.Submission.Name}: {one.StatusWord}", one.Remark, .. one.Notes]).Where(text => text.Length > 0)));

    private static void Write(Utf8JsonWriter json, int number, Expectation line, Grade grade)
    {
        json.WriteStartObject();
        json.WriteNumber("score", grade.Points);
        json.WriteNumber("max_score", (decimal)line.Points);
        json.WriteString("status", grade.Passed == true ? "passed" : "failed");
        json.WriteString("name", Printable.Of(line.Text));
        json.WriteString("number", FormattableString.Invariant($"{number}"));
        json.WriteString("output", Printable.Of(grade.Actual + (grade.Sentence is { } sentence ? $"\n{sentence}" : "")));
        json.WriteEndObject();
    }
}
