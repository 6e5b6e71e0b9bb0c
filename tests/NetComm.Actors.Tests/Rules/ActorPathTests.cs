namespace NetComm.Actors.Tests;

public sealed class ActorPathTests
{
    [Theory]
    [InlineData("akka://demo/user/a")]
    [InlineData("akka://demo/user/a#42")]
    [InlineData("akka://demo/")]
    public void A_path_is_read_as_it_is_written(string text)
    {
        ActorPath path = ActorPath.Parse(text);

        Assert.Equal(text, path.ToSerializationFormat());
    }

    [Theory]
    [InlineData("")]
    [InlineData("user/a")]
    [InlineData("://demo")]
    public void What_is_no_path_is_refused(string text)
    {
        Assert.False(ActorPath.TryParse(text, out _));
        Assert.Throws<UriFormatException>(() => ActorPath.Parse(text));
    }

    [Fact]
    public void Paths_are_equal_by_place_whatever_the_uid()
    {
        ActorPath path = ActorPath.Parse("akka://demo/user") / "a";

        Assert.Equal(path, path.WithUid(7));
        Assert.True(path == ActorPath.Parse("akka://demo/user/a"));
        Assert.True(path != ActorPath.Parse("akka://other/user/a"));
        Assert.True(path != path / "b");
        Assert.Equal(path.GetHashCode(), path.WithUid(7).GetHashCode());
    }

    [Fact]
    public void Steps_lead_down_and_up()
    {
        ActorPath path = ActorPath.Parse("akka://demo/user") / new[] { "a", "b" };

        Assert.Equal(["user", "a", "b"], path.Elements);
        Assert.Equal("akka://demo/user/a", path.Parent.ToString());
        Assert.Equal("akka://demo/", path.Root.ToString());
        Assert.Equal(3, path.Depth);
        Assert.Equal("demo", path.Address.System);
    }

    [Theory]
    [InlineData("link-1", true)]
    [InlineData("a:b@c", true)]
    [InlineData("a b", false)]
    [InlineData("$a", false)]
    [InlineData("", false)]
    public void Names_are_made_of_some_characters_only(string name, bool valid)
    {
        Assert.Equal(valid, ActorPath.IsValidPathElement(name));
    }
}
