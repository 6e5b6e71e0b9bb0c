using System.Linq.Expressions;
using System.Reflection;

namespace NetComm.Actors;

/// <summary>Works out an argument inside the expression given to <see cref="Props"/>.</summary>
internal static class ExpressionValue
{
    /// <summary>Constants and captured variables are read directly: compiling an expression takes a thousand times longer.</summary>
    internal static object? Of(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field, Expression: null } => field.GetValue(null),
        MemberExpression { Member: FieldInfo field, Expression: { } target } => field.GetValue(Of(target)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null, Operand: { } operand } when !operand.Type.IsValueType => Of(operand),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };
}
