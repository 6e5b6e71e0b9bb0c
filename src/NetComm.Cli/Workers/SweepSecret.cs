using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace NetComm.Cli.Workers;

/// <summary>
/// What the machines of a sweep share and nobody else has: a key and a certificate for it, in one PEM file. Each end of a connection (TLS)
/// shows the certificate, proves that it has the key, and accepts this certificate alone.
/// </summary>
internal sealed class SweepSecret
{
    private const string Subject = "CN=netcomm sweep";

    /// <summary>A secret has less than 2 kB.</summary>
    private const int MostMebibytes = 1;

    private const UnixFileMode OthersMay =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private SweepSecret(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>The certificate, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Makes a new secret in a file that only its owner may read.</summary>
    /// <exception cref="UsageException">There is such a file.</exception>
    public static void Make(string path)
    {
        if (Path.Exists(path)) throw new UsageException($"'{path}' exists already, and no secret is made in its place");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.Write(NewText());
    }

    /// <summary>The secret in a file.</summary>
    /// <exception cref="UsageException">There is none, or others may read it.</exception>
    public static SweepSecret Read(string path)
    {
        if (!File.Exists(path)) throw new UsageException($"there is no secret '{path}'; 'netcomm secret {path}' makes one");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OthersMay) != 0)
            throw new UsageException($"others than its owner may read the secret '{path}'; 'chmod 600 {path}' changes that");
        try
        {
            string text = Encoding.UTF8.GetString(RegularFile.Read(path, MostMebibytes));
            if (Parse(text) is { } certificate) return new SweepSecret(certificate);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or UnreadableFileException)
        {
            // No certificate in it, or no key that fits; or no file that could hold them.
        }

        throw new UsageException($"'{path}' is no secret of a sweep: 'netcomm secret FILE' makes one");
    }

    /// <summary>Whether this is what an end that has the secret shows.</summary>
    public bool IsShownBy(X509Certificate2? certificate) =>
        certificate is not null && certificate.RawDataMemory.Span.SequenceEqual(Certificate.RawDataMemory.Span);

    // Valid for ever (RFC 5280, 4.1.2.5): it stands for itself, and no clock has to be right.
    private static string NewText()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero));
        return $"""
            The secret of sweeps over several machines: copy it to all of them, and show it to nobody else. Whoever has it can take part.
            {certificate.ExportCertificatePem()}
            {key.ExportPkcs8PrivateKeyPem()}

            """;
    }

    private static X509Certificate2? Parse(string text)
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(text, text);

        // Windows takes no key for TLS that exists in memory alone.
        return certificate.Subject == Subject ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null)
            : null;
    }
}
