using System.Runtime.CompilerServices;
using System.Text;

namespace NetComm.TestSupport;

/// <summary>
/// Compares what people read with the text that someone has looked at and approved: <c>NAME.approved.EXT</c> beside the test.
/// On a difference the new text is written to <c>NAME.received.EXT</c>; with NETCOMM_APPROVE=1 in the environment it becomes the approved
/// one.
/// </summary>
internal static class Approved
{
    /// <param name="name">File name with extension: <c>latency.svg</c>.</param>
    /// <param name="text">The text as it is now.</param>
    /// <param name="test">The calling test's file, filled in by the compiler.</param>
    public static void Text(string name, string text, [CallerFilePath] string test = "")
    {
        string folder = Path.GetDirectoryName(test)!;
        string approved = Path.Combine(folder, Path.GetFileNameWithoutExtension(name) + ".approved" + Path.GetExtension(name));
        string received = Path.Combine(folder, Path.GetFileNameWithoutExtension(name) + ".received" + Path.GetExtension(name));
        if (Environment.GetEnvironmentVariable("NETCOMM_APPROVE") == "1") Write(approved, text);

        if (File.Exists(approved) && File.ReadAllText(approved, Encoding.UTF8) == text)
        {
            File.Delete(received);
            return;
        }

        Write(received, text);
        Assert.Fail(
            $"{name} differs from what was approved. Look at {received}; if it is right, run the test again with NETCOMM_APPROVE=1.");
    }

    private static void Write(string path, string text) =>
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
