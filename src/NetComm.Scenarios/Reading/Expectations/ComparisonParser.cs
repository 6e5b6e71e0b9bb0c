namespace NetComm.Scenarios.Reading.Expectations;

/// <summary>Reads the comparison of an expectation: what may stand there depends on the metric.</summary>
internal sealed class ComparisonParser(ExpectationParser parser, string metric, MetricUnit unit)
{
    private const string Operators = "<, <=, ==, !=, >=, >";

    public Expectation Parse(Expectation expectation) => unit switch
    {
        MetricUnit.YesNo => YesNo(expectation),
        MetricUnit.Text => Printed(expectation),
        MetricUnit.Host => expectation with { Comparison = Equality("answered-by"), ExpectedText = parser.Host("'answered-by'") },
        _ => Amount(expectation),
    };

    private Expectation YesNo(Expectation expectation)
    {
        if (expectation.Metric == Metric.Failed && parser.TryTake("with"))
        {
            Token name = parser.Take(TokenKind.Word, "'with' needs the name of an error", "names such as ECONNREFUSED");
            return expectation with { Value = 1, ExpectedText = Errno(name) };
        }

        if (parser.Peek().Kind != TokenKind.Sign) return expectation with { Value = 1 };
        Comparison comparison = Equality(metric);
        Token value = parser.Take(TokenKind.Word, $"'{metric}' is true or false", "true, false");
        if (!Flags.TryParse(value.Text, out bool flag))
            throw ExpectationParser.Mistake(value, $"'{metric}' is true or false, but was '{Shapes.Cropped(value.Text)}'", "true, false");
        return expectation with { Comparison = comparison, Value = flag ? 1 : 0 };
    }

    private static string Errno(Token name) => ErrorNames.Known.Contains(name.Text)
        ? name.Text
        : throw ExpectationParser.Mistake(name, $"there is no error '{Shapes.Cropped(name.Text)}'",
        "names such as ECONNREFUSED, ETIMEDOUT, EADDRINUSE", Nearest.To(name.Text, ErrorNames.Known));

    private Expectation Printed(Expectation expectation)
    {
        if (!parser.TryTake("contains")) throw ExpectationParser.Mistake(parser.Peek(), "'printed' needs 'contains \"TEXT\"'", "contains");
        Token text = parser.Take(TokenKind.Quoted, "'contains' needs a text in double quotes");
        return expectation with { Comparison = Comparison.Contains, ExpectedText = text.Text };
    }

    private Expectation Amount(Expectation expectation)
    {
        Token sign = parser.Peek();
        Comparison comparison = Operator();
        bool isFigure = parser.AtFigure || parser.AtFactor;
        decimal value = parser.AtFactor ? Factor() : isFigure ? 1 : Value(metric);
        Expectation? than = isFigure ? parser.Other(metric, unit) : null;
        expectation = expectation with { Comparison = comparison, Value = (double)value, Than = than };
        Token plusMinus = parser.Peek();
        if (!parser.TryTake("±") && !parser.TryTake("+-") && !parser.TryTake("+/-"))
            return expectation;
        if (comparison is not (Comparison.Equal or Comparison.NotEqual))
        {
            throw ExpectationParser.Mistake(
                plusMinus, $"'±' allows a difference from an exact value, but was '{sign.Text}'", "== V ± D, != V ± D");
        }

        return expectation with { Tolerance = (double)Tolerance() };
    }

    /// <summary>How many times the figure behind <c>*</c> is meant.</summary>
    private decimal Factor()
    {
        Token number = parser.Take(TokenKind.Word, "a factor is a number");
        if (!QuantityReader.TryNumber(number.Text, out decimal factor) || factor <= 0)
            throw ExpectationParser.Mistake(number, $"a factor must be a number above 0, but was '{Shapes.Cropped(number.Text)}'");
        parser.Take(TokenKind.Sign, "a factor stands before '*' and a figure");
        return factor;
    }

    /// <summary>A value in the metric's unit; of a share, the difference in percentage points is written the same way.</summary>
    private decimal Value(string what) => unit switch
    {
        MetricUnit.Share => parser.Amount(QuantityRange.Share, what),
        MetricUnit.Duration => parser.Amount(QuantityRange.Time, what),
        MetricUnit.DurationDifference => parser.Amount(QuantityRange.Time with { AllowsNegative = true }, what),
        MetricUnit.Rate => parser.Amount(QuantityRange.Rate with { ExcludesZero = false }, what),
        _ => Number(what),
    };

    /// <summary>Of a share with its unit: '± 0.5' could be half a percentage point, or half of all.</summary>
    private decimal Tolerance() => unit switch
    {
        MetricUnit.DurationDifference => parser.Amount(QuantityRange.Time, "'±'"),
        MetricUnit.Share => parser.Amount(QuantityRange.Share with { NeedsUnit = true }, "'±'"),
        _ => Value("'±'"),
    };

    private decimal Number(string what)
    {
        Token token = parser.Take(TokenKind.Word, $"{what} must be a plain number");
        if (!QuantityReader.TryNumber(token.Text, out decimal number))
            throw ExpectationParser.Mistake(token, $"{what} must be a plain number, but was '{Shapes.Cropped(token.Text)}'");
        if (number < 0) throw ExpectationParser.Mistake(token, $"{what} must not be negative, but was '{token.Text}'");
        if (parser.TryTake("packets") || parser.TryTake("packet") || parser.AtClause) return number;
        Token typed = parser.Peek();
        throw new MistakeException(token.Start, typed.End - token.Start,
            $"{what} must be a plain number, but was '{Shapes.Cropped($"{token.Text} {typed.Text}")}'", null, null);
    }

    private Comparison Equality(string what)
    {
        Token sign = parser.Take(TokenKind.Sign, $"'{what}' needs a comparison", "==, !=");
        return sign.Text switch
        {
            "==" => Comparison.Equal,
            "!=" => Comparison.NotEqual,
            _ => throw ExpectationParser.Mistake(
                sign, $"'{what}' is equal or not, but was '{sign.Text}'", "==, !=", sign.Text == "=" ? "==" : null),
        };
    }

    private static string? Meant(string sign) => sign switch
    {
        "=" => "==",
        "=>" => ">=",
        "=<" => "<=",
        _ => null,
    };

    private Comparison Operator()
    {
        Token sign = parser.Take(TokenKind.Sign, $"'{metric}' needs a comparison", Operators);
        return sign.Text switch
        {
            "<" => Comparison.Less,
            "<=" => Comparison.LessOrEqual,
            "==" => Comparison.Equal,
            "!=" => Comparison.NotEqual,
            ">=" => Comparison.GreaterOrEqual,
            ">" => Comparison.Greater,
            _ => throw ExpectationParser.Mistake(sign, $"'{sign.Text}' is no comparison", Operators, Meant(sign.Text)),
        };
    }
}
