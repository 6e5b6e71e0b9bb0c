using System.Text;

namespace NetComm.Runtime.Apps.Peers;

/// <summary>A chat among peers: each line goes to each other in a UDP datagram, <c>bob: hello</c>. What is lost is lost.</summary>
internal sealed class ChatActor(RunContext run, App app, AppTask.ChatPeer task, IActorRef host, IActorRef director)
    : PeerActor(run, app, host, director, task.Port, task.Peers)
{
    private sealed record Say(string Text, bool IsLast);

    protected override void Meet()
    {
        SimTime now = Run.Clock.Now;
        for (int i = 0; i < task.Say.Count; i++)
        {
            Remark remark = task.Say[i];
            Run.Clock.At(remark.At > now ? remark.At : now, Self, new Say(remark.Text, i == task.Say.Count - 1));
        }

        if (task.Say.Count == 0) Complete();
    }

    protected override void HearTimer(object message)
    {
        if (message is not Say say) return;
        byte[] line = Encoding.UTF8.GetBytes($"{Name}: {say.Text}");
        foreach ((_, IpEndpoint at) in Peers) Send(at, line);
        if (say.IsLast) Complete();
    }

    protected override void Take(byte[] data, IpEndpoint from) =>
        Print(string.Concat(Encoding.UTF8.GetString(data).TrimEnd('\r', '\n').Select(c => char.IsControl(c) ? ' ' : c)));
}
