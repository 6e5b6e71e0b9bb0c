namespace NetComm.Model.Tests;

/// <summary>What would make its reader wait for ever, or read for ever, is refused before it is opened.</summary>
public sealed class RegularFileTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("netcomm-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_read_up_to_the_size_that_is_allowed()
    {
        byte[] mebibyte = new byte[1 << 20];
        File.WriteAllBytes(PathOf("fits"), mebibyte);
        File.WriteAllBytes(PathOf("large"), [.. mebibyte, 0]);

        Assert.Equal(mebibyte, RegularFile.Read(PathOf("fits"), mostMebibytes: 1));
        Assert.Equal("it is too large: at most 1 MiB", Refusal(PathOf("large")));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_as_such() =>
        Assert.Throws<FileNotFoundException>(() => RegularFile.Read(PathOf("none"), mostMebibytes: 1));

    [SkippableFact]
    public async Task A_pipe_into_which_nobody_writes_is_refused()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there are no pipes that paths lead to on this system");
        Assert.Equal(0, ExternalTool.Run("mkfifo", PathOf("pipe")).ExitCode);

        string refusal = await Task.Run(() => Refusal(PathOf("pipe"))).WaitAsync(Patience);

        Assert.Equal("this is a pipe or device, not a regular file", refusal);
    }

    [SkippableTheory]
    [InlineData("/dev/zero", "this is a pipe or device, not a regular file")]
    [InlineData("/dev/null", "this is a pipe or device, not a regular file")]
    [InlineData("/dev", "this is a folder, not a file")]
    public void What_is_no_file_is_refused_also_behind_a_link(string place, string sentence)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there are no devices that paths lead to on this system");
        File.CreateSymbolicLink(PathOf("link"), place);

        Assert.Equal(sentence, Refusal(place));
        Assert.Equal(sentence, Refusal(PathOf("link")));
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private static string Refusal(string path) =>
        Assert.Throws<UnreadableFileException>(() => RegularFile.Read(path, mostMebibytes: 1)).Message;
}
