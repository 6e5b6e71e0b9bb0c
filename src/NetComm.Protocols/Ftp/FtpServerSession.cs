using System.Globalization;
using System.Text;

namespace NetComm.Protocols.Ftp;

/// <summary>
/// The server's end of an FTP session (RFC 959; EPSV and EPRT by RFC 2428, SIZE by RFC 3659): USER, PASS, PWD, CWD, CDUP, TYPE, MODE, STRU,
/// PASV, EPSV, PORT, EPRT, LIST, NLST, RETR, STOR, SIZE, SYST, FEAT, NOOP, ABOR, QUIT.
/// </summary>
/// <remarks>Not modelled: appending, renaming, deleting, making directories (reply 502); TLS.</remarks>
/// <param name="epoch">The date at time 0, for lists; of a simulated run unless given.</param>
internal sealed class FtpServerSession(
    FtpTree tree, IReadOnlyDictionary<string, string> users, Ipv4Address address, string peer, DateTime? epoch = null) : FtpMachine
{
    /// <summary>How long a client may send nothing: vsftpd's idle_session_timeout, 300 s.</summary>
    public static readonly SimDuration Patience = SimDuration.FromSeconds(300);

    /// <summary>Wrong passwords before the session ends: vsftpd's max_login_fails.</summary>
    private const int MostAttempts = 3;

    private enum Transfer
    {
        None,
        Out,
        In,
    }

    private string? _user;
    private bool _isIn;
    private int _attempts;
    private string _directory = "/";
    private bool _isText = true;
    private SimTime? _deadline;
    private bool _hasPort;
    private int _clientPort;
    private bool _isExtended;
    private bool _isExtendedOnly;
    private bool _hasData;
    private Transfer _transfer;
    private FileContent? _toSend;
    private string _path = "";
    private string _what = "";
    private readonly List<byte[]> _received = [];
    private long _receivedBytes;

    /// <summary>Whether the server has no room for this session: it says so and ends.</summary>
    public bool IsRefused { get; init; }

    public override SimTime? NextTimer => _deadline;

    public override void Opened(SimTime now)
    {
        if (IsRefused)
        {
            Say("421 Too many are here: try again later.");
            Close();
            return;
        }

        _deadline = now + Patience;
        Say("220 netcomm FTP server ready.");
    }

    public override void TimerExpired(SimTime now)
    {
        if (_deadline is not { } due || now < due) return;
        Say("421 Timeout.");
        Close();
    }

    public override void PeerFinished(SimTime now) => Close();

    public void Listens(int port)
    {
        _hasPort = true;
        string octets = address.ToString().Replace('.', ',');
        Say(_isExtended
            ? string.Create(CultureInfo.InvariantCulture, $"229 Entering Extended Passive Mode (|||{port}|)")
            : string.Create(CultureInfo.InvariantCulture, $"227 Entering Passive Mode ({octets},{port >> 8},{port & 255})."));
    }

    public void CannotListen() => Say("421 No data connection can be had.");

    public override void DataOpened(SimTime now)
    {
        _hasData = true;
        Proceed();
    }

    public override void DataReceived(ReadOnlySpan<byte> bytes, SimTime now)
    {
        _deadline = now + Patience;
        if (_transfer != Transfer.In) return;
        if (_receivedBytes + bytes.Length <= tree.RoomFor(_path))
        {
            _received.Add(bytes.ToArray());
            _receivedBytes += bytes.Length;
            return;
        }

        Finish("552 There is no room for it.", 0);
        Effects.Add(new FtpEffect.DropData());
    }

    public override void DataEnded(SimTime now)
    {
        _deadline = now + Patience;
        long bytes = _transfer == Transfer.Out ? _toSend!.Length : _receivedBytes;
        if (_transfer == Transfer.In)
        {
            byte[] file = [.. _received.SelectMany(piece => piece)];
            tree.Store(_path, _isText ? FtpText.FromWire(file) : file, now);
        }

        if (_transfer != Transfer.None) Finish("226 Transfer complete.", bytes);
        ForgetData();
    }

    public override void DataFailed(SimTime now)
    {
        if (_transfer != Transfer.None) Finish(_hasData ? "426 The data connection broke." : "425 No data connection came.", 0);
        ForgetData();
    }

    protected override void TooLong()
    {
        Say("500 The line is too long.");
        Close();
    }

    protected override void Take(string line, SimTime now)
    {
        _deadline = now + Patience;
        int space = line.IndexOf(' ');
        string command = (space < 0 ? line : line[..space]).ToUpperInvariant();
        string argument = space < 0 ? "" : line[(space + 1)..];
        if (argument.Any(char.IsControl)) Say("501 Control characters have no meaning here.");
        else if (command is "USER" or "PASS" or "QUIT" or "NOOP" or "FEAT" or "SYST" or "HELP") Always(command, argument);
        else if (!_isIn) Say(Known.Contains(command) ? "530 Please log in with USER and PASS." : Unknown(command));
        else if (_transfer != Transfer.None && command != "ABOR") Say("450 A transfer is under way.");
        else Do(command, argument);
    }

    private static readonly string[] Known =
        ["PWD", "XPWD", "CWD", "XCWD", "CDUP", "XCUP", "TYPE", "MODE", "STRU", "PASV", "EPSV", "PORT", "EPRT", "LIST", "NLST",
            "RETR", "STOR", "SIZE", "ABOR"];

    /// <summary>Commands of RFC 959 and 2428 that this server does not support.</summary>
    private static readonly string[] NotDone =
        ["APPE", "REST", "RNFR", "RNTO", "DELE", "MKD", "XMKD", "RMD", "XRMD", "ACCT", "SMNT", "REIN", "STOU", "ALLO",
            "SITE", "STAT"];

    private static string Unknown(string command) => NotDone.Contains(command) ? "502 This is not done here." : "500 What does that mean?";

    private void Always(string command, string argument)
    {
        switch (command)
        {
            case "USER":
                (_user, _isIn) = (argument, false);
                Say(argument.Length == 0 ? "501 Who?" : "331 And the password?");
                break;
            case "PASS":
                LogIn(argument);
                break;
            case "QUIT":
                Say("221 Goodbye.");
                Close();
                break;
            case "FEAT":
                Say("211-Features:");
                foreach (string feature in (string[])["EPSV", "PASV", "SIZE", "UTF8"]) Say(" " + feature);
                Say("211 End");
                break;
            case "SYST":
                Say("215 UNIX Type: L8");
                break;
            case "HELP":
                Say("214 USER PASS QUIT NOOP FEAT SYST " + string.Join(' ', Known));
                break;
            default:
                Say("200 Fine.");
                break;
        }
    }

    private void LogIn(string password)
    {
        if (_user is not { Length: > 0 } user)
        {
            Say("503 Log in with USER first.");
            return;
        }

        bool isAnonymous = users.Count == 0 && user.ToUpperInvariant() is "ANONYMOUS" or "FTP";
        _isIn = (users.Count == 0 && isAnonymous) || (users.TryGetValue(user, out string? right) && right == password);
        Print($"USER {user}: {(_isIn ? "logged in" : "refused")}");
        if (_isIn)
        {
            Say("230 Logged in.");
            return;
        }

        Say("530 Login incorrect.");
        if (++_attempts == MostAttempts) Close();
    }

    private void Do(string command, string argument)
    {
        switch (command)
        {
            case "PWD" or "XPWD":
                Say($"257 \"{_directory.Replace("\"", "\"\"", StringComparison.Ordinal)}\" is where you are.");
                break;
            case "CWD" or "XCWD":
                Go(argument);
                break;
            case "CDUP" or "XCUP":
                Go("..");
                break;
            case "TYPE":
                SetType(argument.ToUpperInvariant());
                break;
            case "MODE":
                Say(argument.Equals("S", StringComparison.OrdinalIgnoreCase) ? "200 Stream." : "504 Only mode S.");
                break;
            case "STRU":
                Say(argument.Equals("F", StringComparison.OrdinalIgnoreCase) ? "200 File." : "504 Only structure F.");
                break;
            case "PASV" or "EPSV":
                Listen(command == "EPSV", argument.ToUpperInvariant());
                break;
            case "PORT" or "EPRT":
                ConnectTo(command == "PORT" ? PortOf(argument.Split(',')) : ExtendedPortOf(argument));
                break;
            case "SIZE":
                Size(argument);
                break;
            case "LIST" or "NLST":
                List(argument, isLong: command == "LIST");
                break;
            case "RETR":
                Retrieve(argument);
                break;
            case "STOR":
                Store(argument);
                break;
            case "ABOR":
                Abort();
                break;
            default:
                Say(Unknown(command));
                break;
        }
    }

    private void Go(string argument)
    {
        string path = FtpTree.Resolve(_directory, argument);
        if (tree.IsDirectory(path))
        {
            _directory = path;
            Say("250 There you are.");
        }
        else
        {
            Say("550 There is no such directory.");
        }
    }

    private void SetType(string type)
    {
        bool isKnown = type is "A" or "A N" or "I" or "L 8";
        if (isKnown) _isText = type[0] == 'A';
        Say(isKnown ? $"200 Type {(_isText ? "A: lines end in CRLF" : "I: as it is")}." : "504 Only types A and I.");
    }

    private void Listen(bool isExtended, string argument)
    {
        if (isExtended && argument.Length > 0)
        {
            // RFC 2428, 3: 1 is IPv4; ALL promises that nothing but EPSV follows.
            if (argument == "ALL")
            {
                _isExtendedOnly = true;
                Say("200 Only EPSV, then.");
                return;
            }

            if (argument != "1")
            {
                Say("522 Only (1).");
                return;
            }
        }

        // RFC 2428, 4: then the server must refuse all other commands that set a data connection up.
        if (!isExtended && _isExtendedOnly)
        {
            Say("503 Only EPSV, as you said.");
            return;
        }

        DropData();
        _isExtended = isExtended;
        Effects.Add(new FtpEffect.Listen());
    }

    /// <summary>
    /// Active mode: the server connects, to the client itself and no port below 1024, or it could be made to speak to others (RFC 2577, 3).
    /// </summary>
    private void ConnectTo((string Address, int Port)? wanted)
    {
        if (_isExtendedOnly) Say("503 Only EPSV, as you said.");
        else if (wanted is not var (address, port)) Say("501 That is no address and port.");
        else if (address != peer || port < 1024) Say("504 Only to you, and to no port below 1024.");
        else
        {
            DropData();
            _clientPort = port;
            Say("200 I shall connect there.");
        }
    }

    /// <summary>RFC 959, 4.1.2: six bytes, as decimal numbers with commas between them.</summary>
    private static (string Address, int Port)? PortOf(string[] parts)
    {
        var bytes = new byte[6];
        if (parts.Length != bytes.Length) return null;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i])) return null;
        }

        return (string.Join('.', bytes[..4]), bytes[4] << 8 | bytes[5]);
    }

    /// <summary>RFC 2428, 2: <c>|1|132.235.1.2|6275|</c>, with any character in place of the bar.</summary>
    private static (string Address, int Port)? ExtendedPortOf(string argument) =>
        argument.Length > 0 && argument.Split(argument[0]) is ["", "1", var address, var port, ""]
        && Ipv4Address.TryParse(address, out Ipv4Address known)
        && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) ? (known.ToString(), number) : null;

    private void Size(string argument)
    {
        string path = FtpTree.Resolve(_directory, argument);
        if (tree.Find(path) is not { } file) Say("550 There is no such file.");
        else Say(string.Create(CultureInfo.InvariantCulture, $"213 {(_isText ? FtpText.ToWire(file) : file).Length}"));
    }

    private void List(string argument, bool isLong)
    {
        // Clients pass flags of ls(1), such as -l.
        string typed = string.Join(' ', argument.Split(' ').SkipWhile(word => word.StartsWith('-')));
        string path = FtpTree.Resolve(_directory, typed);
        FileContent? file = tree.Find(path);
        bool isFile = file is not null;
        string directory = isFile ? path[..(path.LastIndexOf('/') + 1)] : path;
        IReadOnlyList<(string Name, FileContent? Content)> entries =
            isFile ? [(isLong ? path[directory.Length..] : typed, file)] : tree.List(path);
        if (entries.Count == 0 && !tree.IsDirectory(path))
        {
            Say("550 There is no such directory.");
            return;
        }

        // RFC 1123, 4.1.2.7: what NLST tells can be given to RETR as it is, seen from where the client is.
        string inFront = isLong || isFile || typed.Length == 0 || typed is "." ? "" : typed.TrimEnd('/') + "/";
        var text = new StringBuilder();
        foreach ((string name, FileContent? content) in entries)
        {
            if (isLong) text.Append(Line(FtpTree.Resolve(directory, name), name, content));
            else text.Append(inFront).Append(name).Append("\r\n");
        }

        Begin(Transfer.Out, path, isLong ? "LIST" : "NLST", FileContent.Of(text.ToString()));
    }

    /// <summary>As ls(1) and vsftpd write it: of what is less than half a year old the time and no year.</summary>
    private string Line(string path, string name, FileContent? content)
    {
        DateTime changed = tree.ChangedAt(path).DateSince(epoch ?? SimTime.SimulatedEpoch);
        string start = content is null ? "drwxr-xr-x" : "-rw-r--r--";
        return string.Create(
            CultureInfo.InvariantCulture, $"{start}    1 ftp      ftp      {content?.Length ?? 0,12} {changed:MMM dd HH:mm} {name}\r\n");
    }

    private void Retrieve(string argument)
    {
        string path = FtpTree.Resolve(_directory, argument);
        if (tree.Find(path) is { } file) Begin(Transfer.Out, path, "RETR", _isText ? FtpText.ToWire(file) : file);
        else Say("550 There is no such file.");
    }

    private void Store(string argument)
    {
        string path = FtpTree.Resolve(_directory, argument);
        if (argument.Length == 0) Say("501 Where to?");
        else if (tree.Refusal(path) is { } refusal) Say("553 " + refusal);
        else Begin(Transfer.In, path, "STOR", null);
    }

    private void Begin(Transfer transfer, string path, string what, FileContent? content)
    {
        if (!_hasPort && _clientPort == 0)
        {
            Say("425 Say PASV, EPSV or PORT first.");
            return;
        }

        (_transfer, _path, _what, _toSend) = (transfer, path, what, content);
        ForgetReceived();
        Say("150 Here it comes.");
        if (_clientPort > 0 && !_hasData) Effects.Add(new FtpEffect.Connect(_clientPort));
        Proceed();
    }

    private void Proceed()
    {
        if (!_hasData) return;
        if (_transfer == Transfer.Out) Effects.Add(new FtpEffect.SendData(_toSend!));
        else if (_transfer == Transfer.In) Effects.Add(new FtpEffect.ReceiveData());
    }

    private void Abort()
    {
        if (_transfer != Transfer.None) Finish("426 Given up.", 0);
        DropData();
        Say("226 Nothing is under way.");
    }

    private void Finish(string reply, long bytes)
    {
        Say(reply);
        Print(string.Create(CultureInfo.InvariantCulture, $"{_what} {_path}: {reply[..3]}, {bytes} B"));
        _transfer = Transfer.None;
        ForgetReceived();
    }

    private void ForgetReceived()
    {
        _received.Clear();
        _receivedBytes = 0;
    }

    private void DropData()
    {
        if (_hasPort || _hasData || _clientPort > 0) Effects.Add(new FtpEffect.DropData());
        ForgetData();
    }

    private void ForgetData() => (_hasPort, _hasData, _clientPort, _transfer) = (false, false, 0, Transfer.None);

    private void Print(string line) => Effects.Add(new FtpEffect.Print($"{peer} {line}"));

    private void Close()
    {
        if (HasEnded) return;
        HasEnded = true;
        _deadline = null;
        DropData();
        Effects.Add(new FtpEffect.Close());
    }
}
