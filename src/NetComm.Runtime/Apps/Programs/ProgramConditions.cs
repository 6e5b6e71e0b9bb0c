namespace NetComm.Runtime.Apps.Programs;

/// <summary>What conditions come to: numbers are compared where both sides are numbers, else the texts, sign by sign.</summary>
internal static class ProgramConditions
{
    internal static bool Holds(Condition condition, ProgramVariables variables)
    {
        string left = variables.Fill(condition.Left);
        string right = variables.Fill(condition.Right);
        if (condition.Operator == ConditionOperator.Contains) return left.Contains(right, StringComparison.Ordinal);
        bool areNumbers = ProgramNumber.TryParse(left, out decimal first) & ProgramNumber.TryParse(right, out decimal second);
        int order = areNumbers ? first.CompareTo(second) : string.CompareOrdinal(left, right);
        return condition.Operator switch
        {
            ConditionOperator.Equal => order == 0,
            ConditionOperator.NotEqual => order != 0,
            ConditionOperator.Less => order < 0,
            ConditionOperator.LessOrEqual => order <= 0,
            ConditionOperator.Greater => order > 0,
            ConditionOperator.GreaterOrEqual => order >= 0,
            _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Operator, "No such operator."),
        };
    }

    /// <summary>Why a program fails whose condition does not hold.</summary>
    internal static string Expected(Condition condition, ProgramVariables variables)
    {
        string verb = condition.Operator switch
        {
            ConditionOperator.Contains => "to contain",
            ConditionOperator.Equal => "to equal",
            ConditionOperator.NotEqual => "not to equal",
            ConditionOperator.Less => "to be less than",
            ConditionOperator.LessOrEqual => "to be at most",
            ConditionOperator.Greater => "to be more than",
            _ => "to be at least",
        };
        return $"expected \"{variables.Fill(condition.Left)}\" {verb} \"{variables.Fill(condition.Right)}\"";
    }
}
