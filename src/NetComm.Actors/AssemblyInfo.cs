using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("NetComm.Actors.TestKit")]
[assembly: InternalsVisibleTo("NetComm.Actors.Tests")]
[assembly: InternalsVisibleTo("NetComm.Sim")]
