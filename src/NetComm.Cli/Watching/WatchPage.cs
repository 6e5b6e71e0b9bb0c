using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace NetComm.Cli.Watching;

/// <summary>
/// Serves the report of the last run on this machine, in a page that hears of the next one and shows that. The report itself stays as it
/// is, without a script from outside.
/// </summary>
internal sealed class WatchPage : IDisposable
{
    /// <summary>The first port that is tried; a page that is still open finds a watch that was started again there.</summary>
    private const int FirstPort = 48_700;

    private const int Ports = 50;

    private const string ReportFolder = "/report/";

    private readonly HttpListener _listener;
    private readonly Lock _gate = new();
    private readonly List<HttpListenerResponse> _listening = [];
    private WatchState _state = new("running", "");
    private int _number;
    private volatile string? _folder;

    private WatchPage(HttpListener listener, string address)
    {
        _listener = listener;
        Address = address;
        _ = Task.Run(ServeAsync);
    }

    public string Address { get; }

    /// <summary>Begins to serve it; null where the system lets nobody.</summary>
    public static WatchPage? Open()
    {
        // Windows lets everybody serve this name, and Linux binds what it stands for.
        string host = OperatingSystem.IsWindows() ? "localhost" : "127.0.0.1";
        for (int port = FirstPort; port < FirstPort + Ports; port++)
        {
            var listener = new HttpListener();
            string address = string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}/");
            listener.Prefixes.Add(address);
            try
            {
                listener.Start();
                return new WatchPage(listener, address);
            }
            catch (HttpListenerException)
            {
                // The next one may be free.
                ((IDisposable)listener).Dispose();
            }
        }

        return null;
    }

    /// <summary>Tells all open pages what there is to see.</summary>
    /// <param name="state">What stands over the report.</param>
    /// <param name="folder">The run whose report is shown; null: the one before.</param>
    public void Tell(WatchState state, string? folder = null)
    {
        lock (_gate)
        {
            if (folder is not null) (_folder, _number) = (folder, _number + 1);
            _state = state with { Report = _number };
            foreach (HttpListenerResponse page in _listening.ToArray()) Send(page);
        }
    }

    public void Dispose()
    {
        lock (_gate) _listening.Clear();
        ((IDisposable)_listener).Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext asked = await _listener.GetContextAsync();
                try
                {
                    Answer(asked.Request, asked.Response);
                }
                catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException)
                {
                    // Who asked does not wait for the answer.
                }
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The watch is over.
        }
    }

    private void Answer(HttpListenerRequest request, HttpListenerResponse response)
    {
        response.Headers["Cache-Control"] = "no-store";
        string path = request.Url?.AbsolutePath ?? "/";
        if (request.HttpMethod != "GET") Refuse(response, HttpStatusCode.MethodNotAllowed);
        else if (path == "/") Write(response, Resource("watch.html"), "text/html; charset=utf-8");
        else if (path == "/watch.js") Write(response, Resource("watch.js"), "text/javascript; charset=utf-8");
        else if (path == "/events") Listen(response);
        else if (path.StartsWith(ReportFolder, StringComparison.Ordinal)) WriteReport(response, path[ReportFolder.Length..]);
        else Refuse(response, HttpStatusCode.NotFound);
    }

    /// <summary>What the run wrote, and nothing outside its folder.</summary>
    private void WriteReport(HttpListenerResponse response, string path)
    {
        if (_folder is { } folder)
        {
            string file = Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(path)));
            if (file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file))
            {
                Write(response, File.ReadAllBytes(file), TypeOf(file));
                return;
            }
        }

        Refuse(response, HttpStatusCode.NotFound);
    }

    /// <summary>Stays open: each further state goes this way.</summary>
    private void Listen(HttpListenerResponse response)
    {
        response.ContentType = "text/event-stream";
        response.SendChunked = true;
        lock (_gate)
        {
            _listening.Add(response);
            Send(response);
        }
    }

    private void Send(HttpListenerResponse page)
    {
        try
        {
            page.OutputStream.Write(Encoding.UTF8.GetBytes($"data: {JsonSerializer.Serialize(_state)}\n\n"));
            page.OutputStream.Flush();
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException)
        {
            _listening.Remove(page);
        }
    }

    private static void Write(HttpListenerResponse response, byte[] content, string type)
    {
        response.ContentType = type;
        response.ContentLength64 = content.Length;
        response.OutputStream.Write(content);
        response.Close();
    }

    private static void Refuse(HttpListenerResponse response, HttpStatusCode why)
    {
        response.StatusCode = (int)why;
        response.Close();
    }

    private static byte[] Resource(string name)
    {
        using Stream resource = typeof(WatchPage).Assembly.GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".json" => "application/json",
        ".csv" or ".md" or ".yaml" or ".log" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}

/// <summary>What stands over the report.</summary>
/// <param name="Kind">running, passed, failed or mistakes.</param>
/// <param name="Text">One line.</param>
internal sealed record WatchState(string Kind, string Text)
{
    /// <summary>What is wrong with the file; empty where nothing is.</summary>
    public string Details { get; init; } = "";

    /// <summary>Counts the reports; 0 before the first.</summary>
    public int Report { get; init; }
}
