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
            json.WriteNumber("points", one.Points);
            json.WriteNumber("of", book.Of);
            json.WriteNumber("percent", book.PercentOf(one));
            json.WriteString("status", one.StatusWord);
            if (one.Remark.Length > 0) json.WriteString("remark", one.Remark);
            json.WriteStartArray("expectations");
            foreach (Grade grade in one.Grades) Write(json, grade);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Grade grade)
    {
        json.WriteStartObject();
        json.WriteString("text", grade.Expectation.Text);
        json.WriteNumber("points", grade.Points);
        json.WriteNumber("of", (decimal)grade.Expectation.Points);
        json.WriteBoolean("passed", grade.Passed == true);
        json.WriteString("actual", grade.Actual);
        json.WriteEndObject();
    }
}
