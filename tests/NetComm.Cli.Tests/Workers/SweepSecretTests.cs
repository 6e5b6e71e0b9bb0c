using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NetComm.Cli.Workers;

namespace NetComm.Cli.Tests.Workers;

/// <summary>The file that the machines of a sweep share.</summary>
public sealed class SweepSecretTests : IDisposable
{
    private const string KeyBegins = "-----BEGIN PRIVATE";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_secret_is_shown_by_who_has_its_file_and_by_nobody_else()
    {
        SweepSecret.Make(_place["one"]);
        SweepSecret.Make(_place["other"]);
        File.Copy(_place["one"], _place["copy"]);

        SweepSecret one = SweepSecret.Read(_place["one"]);

        Assert.True(one.IsShownBy(SweepSecret.Read(_place["copy"]).Certificate));
        Assert.False(one.IsShownBy(SweepSecret.Read(_place["other"]).Certificate));
        Assert.False(one.IsShownBy(null));
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void Only_its_owner_may_read_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "files have no modes on this system");
        SweepSecret.Make(_place["secret"]);
        UnixFileMode made = File.GetUnixFileMode(_place["secret"]);

        File.SetUnixFileMode(_place["secret"], made | UnixFileMode.GroupRead);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, made);
        UsageException refusal = Assert.Throws<UsageException>(() => SweepSecret.Read(_place["secret"]));
        Assert.Contains("'chmod 600 ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void None_is_made_in_the_place_of_another()
    {
        SweepSecret.Make(_place["secret"]);
        string before = File.ReadAllText(_place["secret"]);

        Assert.Throws<UsageException>(() => SweepSecret.Make(_place["secret"]));
        Assert.Equal(before, File.ReadAllText(_place["secret"]));
    }

    [Fact]
    public void What_is_no_secret_of_a_sweep_is_refused()
    {
        SweepSecret.Make(_place["secret"]);
        SweepSecret.Make(_place["other"]);
        string text = File.ReadAllText(_place["secret"]), other = File.ReadAllText(_place["other"]);
        int key = text.IndexOf(KeyBegins, StringComparison.Ordinal), otherKey = other.IndexOf(KeyBegins, StringComparison.Ordinal);
        string[] wrong = ["", "my password", text[..key], text[key..], text[..key] + other[otherKey..], OtherCertificate()];

        Assert.All(wrong, content => Assert.Contains("is no secret of a sweep", Refusal(content), StringComparison.Ordinal));
    }

    private string Refusal(string content)
    {
        string path = _place["wrong"];
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return Assert.Throws<UsageException>(() => SweepSecret.Read(path)).Message;
    }

    /// <summary>Somebody's own, for a web server perhaps.</summary>
    private static string OtherCertificate()
    {
        using var key = ECDsa.Create();
        using X509Certificate2 certificate = new CertificateRequest("CN=example.org", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem();
    }
}
