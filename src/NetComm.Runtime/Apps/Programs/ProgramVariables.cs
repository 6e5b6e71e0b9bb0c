using System.Text;

namespace NetComm.Runtime.Apps.Programs;

/// <summary>A program's variables, and texts filled with them: <c>{name}</c> is a value, <c>{{</c> and <c>}}</c> are braces.</summary>
/// <param name="limits">What the program may use.</param>
internal sealed class ProgramVariables(ProgramLimits limits)
{
    private readonly Dictionary<string, string> _values = [];

    internal string this[string name]
    {
        set
        {
            limits.OnHeld(value.Length, _values.GetValueOrDefault(name, "").Length);
            _values[name] = value;
        }
    }

    /// <summary>The text with values in place of names. The reader has checked that each name has been set by an earlier step.</summary>
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
                string value = _values.GetValueOrDefault(text[(i + 1)..end], "");
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
}
