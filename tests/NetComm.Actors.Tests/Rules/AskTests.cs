namespace NetComm.Actors.Tests;

public abstract class AskTests(ActorSystem system) : RuleTests(system)
{
    public sealed class Deterministic() : AskTests(OneThread());

    public sealed class Pooled() : AskTests(ThreadPool());

    [Fact]
    public async Task The_answer_ends_the_task()
    {
        Task<string> answer = Answering().Ask<string>("hello", Patience);

        Assert.Equal("hello", await OutcomeOf(answer));
    }

    [Fact]
    public void Without_an_answer_it_fails_in_time()
    {
        Task<string> answer = Silent().Ask<string>("hello", TimeSpan.FromMilliseconds(50));

        ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        Assert.IsType<AskTimeoutException>(FailureOf(answer));
    }

    [Fact]
    public void A_failure_as_the_answer_fails_the_task_with_its_cause()
    {
        var cause = new InvalidOperationException("no");

        Task<string> answer = Answering().Ask<string>(new Status.Failure(cause), Patience);

        Assert.Same(cause, FailureOf(answer));
    }

    [Fact]
    public void An_answer_of_another_type_fails_the_task()
    {
        Task<string> answer = Answering().Ask<string>(42, Patience);

        Assert.IsType<ArgumentException>(FailureOf(answer));
    }

    [Fact]
    public void A_cancelled_question_has_no_answer()
    {
        using var cancelling = new CancellationTokenSource();
        Task<string> answer = Silent().Ask<string>("hello", cancelling.Token);

        cancelling.Cancel();

        AwaitCondition(() => answer.IsCompleted, Patience);
        Assert.True(answer.IsCanceled);
    }

    [Fact]
    public async Task The_question_can_name_whom_to_answer()
    {
        Task<IActorRef> answer = Answering().Ask<IActorRef>(asker => asker, Patience, CancellationToken.None);

        Assert.Contains("/temp/", (await OutcomeOf(answer)).Path.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_can_be_piped_to_an_actor()
    {
        Task.FromResult("done").PipeTo(TestActor);
        Task.FromException<string>(new InvalidOperationException("no")).PipeTo(TestActor);

        ExpectMsg("done");
        ExpectMsg<Status.Failure>(failure => Assert.Equal("no", failure.Cause.Message));
    }

    private Task<T> OutcomeOf<T>(Task<T> task)
    {
        AwaitCondition(() => task.IsCompleted, Patience);
        return task;
    }

    private Exception? FailureOf<T>(Task<T> task) => OutcomeOf(task).Exception?.GetBaseException();

    private IActorRef Answering() => Sys.ActorOf<Echo>();

    private IActorRef Silent() => Sys.ActorOf(Props.Create(() => new Reporter(ActorRefs.Nobody)));

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }
}
