using NetComm.Cli.Commands;

return (int)await NetCommCommand.RunAsync(args);
