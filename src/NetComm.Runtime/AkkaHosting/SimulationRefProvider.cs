using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Routing;
using Akka.Serialization;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>Akka's provider of local actors, but for the references of children: those are <see cref="SimulatedActorRef"/>s.</summary>
internal sealed class SimulationRefProvider(string systemName, Settings settings, EventStream eventStream) : IActorRefProvider
{
    private readonly LocalActorRefProvider _local = new(systemName, settings, eventStream);
    private RunLoopDispatcher? _dispatcher;
    private MailboxType? _mailbox;

    public IInternalActorRef RootGuardian => _local.RootGuardian;

    public LocalActorRef Guardian => _local.Guardian;

    public LocalActorRef SystemGuardian => _local.SystemGuardian;

    public IActorRef DeadLetters => _local.DeadLetters;

    public IActorRef IgnoreRef => _local.IgnoreRef;

    public ActorPath RootPath => _local.RootPath;

    public Settings Settings => _local.Settings;

    public Deployer Deployer => _local.Deployer;

    public IInternalActorRef TempContainer => _local.TempContainer;

    public Task TerminationTask => _local.TerminationTask;

    public Address DefaultAddress => _local.DefaultAddress;

    public Information SerializationInformation => _local.SerializationInformation;

    public IActorRef RootGuardianAt(Address address) => _local.RootGuardianAt(address);

    public void Init(ActorSystemImpl system) => _local.Init(system);

    public ActorPath TempPath() => _local.TempPath();

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _local.RegisterTempActor(actorRef, path);

    public void UnregisterTempActor(ActorPath path) => _local.UnregisterTempActor(path);

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => _local.CreateFutureRef(tcs);

    public IActorRef ResolveActorRef(string path) => _local.ResolveActorRef(path);

    public IActorRef ResolveActorRef(ActorPath actorPath) => _local.ResolveActorRef(actorPath);

    public Address GetExternalAddressFor(Address address) => _local.GetExternalAddressFor(address);

    public IInternalActorRef ActorOf(
        ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy deploy,
        bool lookupDeploy, bool async)
    {
        // On the one thread nobody could wait until the system's guardian has its turn: its services are there at once.
        if (systemService) return _local.ActorOf(system, props, supervisor, path, systemService, deploy, lookupDeploy, async: false);
        if (async || AsksForMore(props.Deploy))
            return _local.ActorOf(system, props, supervisor, path, systemService, deploy, lookupDeploy, async);
        _dispatcher ??= (RunLoopDispatcher)system.Dispatchers.DefaultGlobalDispatcher;
        _mailbox ??= system.Mailboxes.Lookup(Mailboxes.DefaultMailboxId);
        return new SimulatedActorRef(system, props, _dispatcher, _mailbox, supervisor, path);
    }

    /// <summary>Routers, and other mailboxes or dispatchers, are Akka's to make or to refuse.</summary>
    private static bool AsksForMore(Deploy deploy) =>
        deploy.RouterConfig is not NoRouter || deploy.Dispatcher != Deploy.NoDispatcherGiven || deploy.Mailbox != Deploy.NoMailboxGiven;
}
