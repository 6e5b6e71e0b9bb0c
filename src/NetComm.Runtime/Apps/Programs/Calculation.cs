namespace NetComm.Runtime.Apps.Programs;

/// <summary>
/// The value of an expression: numbers, <c>+ - * / %</c>, signs and brackets, <c>* / %</c> before <c>+ -</c>, from left to right. Whole
/// numbers divide as in C: 7 / 2 is 3, -7 / 2 is -3 and -7 % 2 is -1. Where one of two has decimals, so has their quotient, up to twelve.
/// </summary>
internal sealed class Calculation
{
    private const int Decimals = 12;
    private const char Negative = '~';

    private readonly Stack<decimal> _values = new();
    private readonly Stack<char> _operators = new();

    private Calculation()
    {
    }

    /// <summary>The value as a text; null where the text is no expression, or its value no number of 28 digits.</summary>
    internal static string? Of(string expression)
    {
        try
        {
            return new Calculation().Evaluate(expression) is { } value ? ProgramNumber.Text(value) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private decimal? Evaluate(string text)
    {
        bool wantsValue = true;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsWhiteSpace(c)) continue;
            if (!(wantsValue ? TryBegin(text, ref i, out wantsValue) : TryGoOn(c, out wantsValue))) return null;
        }

        if (wantsValue) return null;
        while (_operators.TryPeek(out char rest))
            if (rest == '(' || !TryApply()) return null;
        return _values.Pop();
    }

    /// <summary>Takes what may stand where a value is due: a sign, an opening bracket, or the value.</summary>
    private bool TryBegin(string text, ref int at, out bool wantsValue)
    {
        wantsValue = true;
        switch (text[at])
        {
            case '+':
                return true;
            case '-':
                _operators.Push(Negative);
                return true;
            case '(':
                _operators.Push('(');
                return true;
        }

        int end = at;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.')) end++;
        if (!ProgramNumber.TryParse(text.AsSpan(at, end - at), out decimal value)) return false;
        _values.Push(value);
        at = end - 1;
        wantsValue = false;
        return true;
    }

    /// <summary>Takes what may stand behind a value: an operator, or a closing bracket.</summary>
    private bool TryGoOn(char sign, out bool wantsValue)
    {
        wantsValue = sign != ')';
        if (sign is not (')' or '+' or '-' or '*' or '/' or '%')) return false;
        while (_operators.TryPeek(out char before) && before != '(' && (sign == ')' || RankOf(before) >= RankOf(sign)))
            if (!TryApply()) return false;
        if (sign == ')') return _operators.TryPop(out _);
        _operators.Push(sign);
        return true;
    }

    private static int RankOf(char sign) => sign switch { '+' or '-' => 1, Negative => 3, _ => 2 };

    private bool TryApply()
    {
        char sign = _operators.Pop();
        decimal right = _values.Pop();
        if (sign == Negative)
        {
            _values.Push(0 - right);
            return true;
        }

        decimal left = _values.Pop();
        if (sign is '/' or '%' && right == 0) return false;
        bool areWhole = left.Scale == 0 && right.Scale == 0;
        decimal value = sign switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            '%' => decimal.Remainder(left, right),
            _ when areWhole => (left - decimal.Remainder(left, right)) / right,
            _ => decimal.Round(left / right, Decimals),
        };
        // .NET's quotients and remainders may lose their decimals; a sum with 0.0 has one.
        _values.Push(areWhole ? value : value + 0.0m);
        return true;
    }
}
