namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>lftp at a server of ours: <c>FILES/</c> stands for the folder of the place.</summary>
internal static class Lftp
{
    /// <summary>The attempt whose name is the commands. It tells what lftp prints, or what it left in the last file named.</summary>
    internal static Attempt<ServerOfOurs> Does(string right, string commands, string user = "") =>
        new($"`{commands.Replace("FILES/", "", StringComparison.Ordinal)}`", right, place => Ask(place, commands, user));

    private static string Ask(ServerOfOurs place, string commands, string user)
    {
        string meant = commands.Replace("FILES", place.Folder, StringComparison.Ordinal);
        string who = user.Length == 0 ? "" : $"-u {user} ";
        (int exit, string output, string errors) = ExternalTool.Run(
            "lftp", "-c", $"set net:max-retries 1; set net:timeout 20; open {who}{place.Url}; {meant}");
        if (exit != 0) return $"exit status {exit}, {errors.Trim()}";
        string last = commands.Split(' ')[^1];
        if (!last.StartsWith("FILES/", StringComparison.Ordinal)) return $"`{output.Trim().ReplaceLineEndings(", ")}`";
        string left = meant.Split(' ')[^1];
        return File.Exists(left) ? Told(left) : string.Join(", ", Directory.GetFiles(left).Order(StringComparer.Ordinal).Select(Told));
    }

    private static string Told(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bool isFiller = bytes.Length > 1000 && bytes.AsSpan().SequenceEqual(FileContent.Filler(bytes.Length).Read(0, bytes.Length));
        return $"{bytes.Length} B{(isFiller ? " of filler" : "")} in {Path.GetFileName(file)}";
    }
}
