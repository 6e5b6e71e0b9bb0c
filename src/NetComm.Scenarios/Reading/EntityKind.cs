namespace NetComm.Scenarios.Reading;

internal enum EntityKind
{
    Host,
    Router,
    Lan,
    Group,
    Anycast,
    Link,
    Flow,
    Program,
    App,
}
