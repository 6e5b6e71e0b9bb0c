using System.Text;

namespace NetComm.Runtime.Apps.Programs;

/// <summary>A program's variables, and texts filled with them: <c>{name}</c> is a value, <c>{{</c> and <c>}}</c> are braces.</summary>
/// <param name="limits">What the program may use.</param>
/// <param name="clock">What <c>{time}</c> reads.</param>
/// <param name="copied">Those of the program that began this one: they cost nothing, since nobody can change a text.</param>
internal sealed class ProgramVariables(ProgramLimits limits, IClock clock, IReadOnlyDictionary<string, string> copied)
{
    private readonly Dictionary<string, string> _values = [];

    /// <summary>The errno of the last call: <c>{error}</c>. None: an empty text.</summary>
    internal Errno Error { get; set; }

    internal string this[string name]
    {
        set
        {
            limits.OnHeld(value.Length, _values.GetValueOrDefault(name, "").Length);
            _values[name] = value;
        }
    }

    /// <summary>All of them, as they are now.</summary>
    internal IReadOnlyDictionary<string, string> Copy()
    {
        var copy = new Dictionary<string, string>(copied);
        foreach ((string name, string value) in _values) copy[name] = value;
        return copy;
    }

    /// <summary>The text with values in place of names. One that no step has set yet is empty.</summary>
    internal string Fill(string text)
    {
        var filled = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool doubled = i + 1 < text.Length && text[i + 1] == c;
            if (c is '{' or '}' && doubled)
            {
                filled.Append(c);
                i++;
            }
            else if (c == '{' && text.IndexOf('}', i) is var end and > 0)
            {
                string value = ValueOf(text[(i + 1)..end]);
                limits.OnText((long)filled.Length + value.Length);
                filled.Append(value);
                i = end;
            }
            else
            {
                filled.Append(c);
            }
        }

        return filled.ToString();
    }

    private string ValueOf(string name)
    {
        if (_values.TryGetValue(name, out string? value) || copied.TryGetValue(name, out value)) return value;
        return name switch
        {
            "time" => ProgramNumber.Text(clock.Now),
            "error" => Error == Errno.None ? "" : Error.ToString(),
            _ => "",
        };
    }
}
