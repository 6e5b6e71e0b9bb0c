using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetComm.Cli.Sweeps.Batch;

/// <summary>
/// Two Jobs of Kubernetes (batch/v1): an Indexed one whose pods run a shard each, and one that merges, which waits (<c>suspend</c>), as
/// Kubernetes starts nothing when something else is done.
/// </summary>
internal static class KubernetesJob
{
    // JSON strings are YAML's double-quoted ones; nothing that a person reads is escaped without need.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(BatchSweep sweep)
    {
        string[] shard = [.. sweep.Command.Skip(1), "--shard", FormattableString.Invariant($"kubernetes/{sweep.Shards}")];
        return FormattableString.Invariant($$"""
            # The sweep of {{ShellText.Comment(sweep.File)}} in {{sweep.Shards}} shards, for Kubernetes. Written by 'netcomm sweep --emit kubernetes'.
            #
            # Set 'image' to one in which 'netcomm' is a command, and 'claimName' to a ReadWriteMany claim that holds the scenario: all paths
            # start from its root, and the results are written there. Save this as {{sweep.Name}}.yaml, then:
            #   kubectl apply -f {{sweep.Name}}.yaml
            #   kubectl wait --for=condition=complete --timeout=-1s job/{{sweep.Name}}
            #   kubectl patch job {{sweep.Name}}-merge --patch 'spec: { suspend: false }'
            # The last line merges the shards. A pod that was lost is replaced, and its shard goes on where it was.
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{sweep.Name}}
            spec:
              completionMode: Indexed
              completions: {{sweep.Shards}}
              parallelism: {{sweep.Shards}}
              backoffLimitPerIndex: 3
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: shard
                      image: registry.example/netcomm:latest
                      workingDir: /sweep
                      # Status 1: an expectation failed. All runs are there, and the merge says so again.
                      command: ["sh", "-c", "netcomm \"$@\" || [ $? -eq 1 ]", "netcomm"]
                      args: [{{Texts(shard)}}]
                      resources:
                        requests: { cpu: {{sweep.Jobs}}, memory: {{sweep.Jobs}}Gi }
                        limits: { cpu: {{sweep.Jobs}}, memory: {{sweep.Jobs}}Gi }
                      volumeMounts:
                        - { name: sweep, mountPath: /sweep }
                  volumes:
                    - name: sweep
                      persistentVolumeClaim: { claimName: netcomm }
            ---
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{sweep.Name}}-merge
            spec:
              suspend: true
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: merge
                      image: registry.example/netcomm:latest
                      workingDir: /sweep
                      command: ["sh", "-c", {{Texts([sweep.Merge])}}]
                      volumeMounts:
                        - { name: sweep, mountPath: /sweep }
                  volumes:
                    - name: sweep
                      persistentVolumeClaim: { claimName: netcomm }
            """).ReplaceLineEndings("\n");
    }

    /// <summary>
    /// Strings of <c>command</c> and <c>args</c>, where Kubernetes puts a variable's value for <c>$(NAME)</c>, and a dollar for <c>$$</c>.
    /// </summary>
    private static string Texts(IEnumerable<string> words) =>
        string.Join(", ", words.Select(word => JsonSerializer.Serialize(word.Replace("$", "$$", StringComparison.Ordinal), Readable)));
}
