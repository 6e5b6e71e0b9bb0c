using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetComm.Cli.Grading;

/// <summary>A submission's grades as one line of JSON, for <c>--json</c>.</summary>
internal static class GradesJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(GradeBook book, GradedSubmission one)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("submission", one.Submission.Name);
            json.WriteString("student", one.Submission.Student.Name);
            if (one.Submission.Student.Id.Length > 0) json.WriteString("id", one.Submission.Student.Id);
            json.WriteNumber("points", one.Points);
            json.WriteNumber("of", book.Of);
            json.WriteNumber("percent", book.PercentOf(one));
            json.WriteString("status", one.StatusWord);
            json.WriteBoolean("counts", book.Counted.Contains(one));
            if (one.Remark.Length > 0) json.WriteString("remark", one.Remark);
            WriteTexts(json, "notes", one.Notes);
            WriteTexts(json, "alike", AlikeTo(book, one));
            json.WriteStartArray("expectations");
            for (int i = 0; i < one.Grades.Count; i++) Write(json, book.Rubric.Lines[i], one.Grades[i]);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The other files in the strictest group that one of its files is in.</summary>
    private static IEnumerable<string> AlikeTo(GradeBook book, GradedSubmission one)
    {
        string[] own = [.. one.Files.Select(file => file.File.Name)];
        return book.Alike.FirstOrDefault(group => group.Names.Intersect(own).Any())?.Names.Except(own) ?? [];
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        if (all.Length == 0) return;
        json.WriteStartArray(name);
        foreach (string text in all) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Expectation line, Grade grade)
    {
        json.WriteStartObject();
        json.WriteString("text", line.Text);
        json.WriteNumber("points", grade.Points);
        json.WriteNumber("of", (decimal)line.Points);
        json.WriteBoolean("passed", grade.Passed == true);
        json.WriteString("actual", grade.Actual);
        if (grade.Sentence is { } sentence) json.WriteString("feedback", sentence);
        json.WriteEndObject();
    }
}
