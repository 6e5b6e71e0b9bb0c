using System.Text;

namespace NetComm.Scenarios.Yaml;

internal static class YamlFile
{
    /// <summary>Largest file, in characters: ten times a scenario with 20 000 links.</summary>
    private const int LargestText = 16 * 1024 * 1024;

    /// <summary>Largest file, in MiB: as many of the plainest characters.</summary>
    private const int LargestFile = 16;

    /// <summary>The text of a file (UTF-8).</summary>
    /// <exception cref="ScenarioException">It cannot be read.</exception>
    public static string TextOf(string file)
    {
        try
        {
            using var content = new MemoryStream(RegularFile.Read(file, LargestFile));
            using var text = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return text.ReadToEnd();
        }
        catch (UnreadableFileException refused)
        {
            throw NotRead(file, refused.Message);
        }
        catch (DecoderFallbackException)
        {
            throw NotRead(file, "the file is not UTF-8 text");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NotRead(file, "there is no such file");
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw NotRead(file, Directory.Exists(file) ? "this is a folder, not a file" : "the file cannot be read");
        }
    }

    /// <summary>Reads the mapping in a text.</summary>
    /// <param name="word">The kind of file, which is also its first key: <c>scenario</c>.</param>
    /// <exception cref="ScenarioException">The text is not a mapping.</exception>
    public static YamlMapping Root(SourceText source, ProblemList problems, string word)
    {
        if (source.Text.Length > LargestText) throw YamlSyntax.Error(source.Whole, "the file is too large: at most 16 Mi characters");
        YamlSyntax.RefuseLongWords(source);
        return YamlReader.Read(source, problems) switch
        {
            YamlMapping mapping => mapping,
            null or YamlScalar { IsNull: true } =>
                throw YamlSyntax.Error(source.Whole, $"the file is empty: a {word} begins with '{word}: TITLE'"),
            YamlNode other =>
                throw YamlSyntax.Error(other.Span, $"a {word} is a mapping of keys such as '{word}: TITLE', but was {other.Kind}"),
        };
    }

    private static ScenarioException NotRead(string file, string message) => new([new Problem(file, 0, 0, message)]);
}
