using System.Text.RegularExpressions;

namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>curl at a server of ours or of others: paths stand for URLs there, <c>FILES/</c> for the folder of the place.</summary>
internal static class Curl
{
    /// <summary>Bytes of a body that are told.</summary>
    private const int Short = 30;

    /// <summary>The attempt whose name is the command. It tells status, bytes and a short body; with -i or -w what these print.</summary>
    internal static Attempt<ServerOfOurs> Does(string right, params string[] arguments) =>
        new($"`curl {string.Join(' ', arguments.Select(Typed))}`", right, place => Ask(place.Folder, place.Url, arguments));

    internal static string Ask(string folder, string url, params string[] arguments)
    {
        bool tells = arguments.Contains("-i") || arguments.Contains("-w");
        string[] report = tells ? [] : ["-w", @"\n%{http_code} %{size_download}"];
        (int exit, string output, _) = ExternalTool.Run(
            "curl", ["-s", "--max-time", "60", .. report, .. arguments.Select(one => Meant(one, folder, url))]);
        if (exit != 0) return $"exit status {exit}";
        if (arguments.Contains("-i"))
            return string.Join(", then ", Regex.Matches(output, @"HTTP/1\.1 (.*?)\r\n").Select(line => line.Groups[1].Value));
        if (tells) return $"`{output.Trim()}`";
        string[] words = output[(output.LastIndexOf('\n') + 1)..].Split(' ');
        string body = output[..output.LastIndexOf('\n')].Trim().ReplaceLineEndings(" ");
        return $"{words[0]}, {words[1]} B{(body.Length is > 0 and < Short && !arguments.Contains("-I") ? $" `{body}`" : "")}";
    }

    private static string Typed(string argument)
    {
        string typed = argument.Replace("FILES/", "", StringComparison.Ordinal);
        return typed.Length == 0 || typed.Contains(' ') ? $"\"{typed}\"" : typed;
    }

    private static string Meant(string argument, string folder, string url) =>
        argument.StartsWith('/') ? url + argument
            : argument.Replace("FILES/", folder + "/", StringComparison.Ordinal).Replace("SERVER", url, StringComparison.Ordinal);
}
