using System.Diagnostics;
using System.Security.Cryptography;

namespace NetComm.Cli.Tests.Batch;

/// <summary>
/// A Slurm cluster of one node, without systemd: authentication service, controller and node, on free ports of the loopback interface. They
/// end with it.
/// </summary>
internal sealed class SlurmNode : IDisposable
{
    private readonly BatchPlace _place;
    private readonly List<Process> _daemons = [];

    private SlurmNode(BatchPlace place)
    {
        _place = place;
        Directory.CreateDirectory(place["slurm"]);
        string key = place["slurm/munge.key"];
        File.WriteAllBytes(key, RandomNumberGenerator.GetBytes(128));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead);
        File.WriteAllText(place["slurm/slurm.conf"], Configuration(place["slurm"]));
    }

    /// <summary>Starts it, and waits until the node takes jobs. The test that asks must be a SkippableFact.</summary>
    public static SlurmNode Start(BatchPlace place)
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Slurm's services run as root here");
        foreach (string tool in (string[])["munged", "slurmctld", "slurmd", "sbatch"]) ExternalTool.Require(tool);
        var node = new SlurmNode(place);
        try
        {
            string folder = place["slurm"];
            node.StartDaemon("munged", "--foreground", "--force", $"--key-file={folder}/munge.key", $"--socket={folder}/munge.socket",
                $"--pid-file={folder}/munged.pid", $"--log-file={folder}/munged.log", $"--seed-file={folder}/munge.seed");
            node.StartDaemon("slurmctld", "-D", "-i", "-f", $"{folder}/slurm.conf");
            node.StartDaemon("slurmd", "-D", "-f", $"{folder}/slurm.conf");
            node.WaitUntil(() => node.Run("sinfo", "--noheader", "--format=%T").Output.Trim() == "idle");
            return node;
        }
        catch
        {
            node.Dispose();
            throw;
        }
    }

    /// <summary>Runs a program of Slurm's, such as <c>sbatch</c>, in the folder of the sweep.</summary>
    public Outcome Run(string program, params string[] arguments) =>
        _place.RunProgram([("SLURM_CONF", _place["slurm/slurm.conf"])], program, arguments);

    /// <summary>Submits a job and gives its number.</summary>
    public string Submit(params string[] arguments)
    {
        Outcome outcome = Run("sbatch", ["--parsable", .. arguments]);
        Assert.True(outcome.Status == 0, outcome.Errors);
        return outcome.Output.Trim();
    }

    /// <summary>Waits until no job is left in the queue.</summary>
    public void WaitForAllJobs() => WaitUntil(() => Run("squeue", "--noheader") is { Status: 0, Output: "" });

    public void Dispose()
    {
        try
        {
            // The supervisor of a job is no child of the node's service: jobs are ended before it.
            if (_daemons.Count == 3 && Run("scancel", "--user=root").Status == 0) WaitForAllJobs();
        }
        finally
        {
            foreach (Process daemon in Enumerable.Reverse(_daemons))
            {
                daemon.Kill();
                daemon.WaitForExit();
                daemon.Dispose();
            }
        }
    }

    private static string Configuration(string folder) =>
        $"""
        ClusterName=netcomm
        SlurmctldHost={Environment.MachineName}(127.0.0.1)
        SlurmctldPort={FreePort.Next()}
        SlurmdPort={FreePort.Next()}
        CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
        SlurmUser=root
        AuthType=auth/munge
        AuthInfo=socket={folder}/munge.socket
        StateSaveLocation={folder}/state
        SlurmdSpoolDir={folder}/spool
        SlurmctldPidFile={folder}/slurmctld.pid
        SlurmdPidFile={folder}/slurmd.pid
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        SelectType=select/cons_tres
        SelectTypeParameters=CR_CPU
        ReturnToService=2
        # The node has what stands here, whatever the machine has.
        SlurmdParameters=config_overrides
        NodeName={Environment.MachineName} NodeAddr=127.0.0.1 CPUs=4 RealMemory=8000
        PartitionName=all Nodes=ALL Default=YES

        """;

    private void StartDaemon(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >\"$0\" 2>&1", _place[$"slurm/{program}.out"],
            ExternalTool.Require(program), .. arguments]);
        _daemons.Add(Process.Start(start)!);
    }

    private void WaitUntil(Func<bool> isSo)
    {
        for (int wait = 0; wait < 600; wait++)
        {
            if (isSo()) return;
            Assert.All(_daemons, daemon => Assert.False(daemon.WaitForExit(200 / _daemons.Count), daemon.StartInfo.ArgumentList[3]));
        }

        string said = string.Concat(Directory.EnumerateFiles(_place["slurm"], "*.out").Select(File.ReadAllText));
        Assert.Fail($"Slurm takes longer than two minutes; its services say:\n{said}");
    }
}
