namespace NetComm.Analysis.Tests.Comparing;

/// <summary>Small summaries: a flow 'call' over a link 'core', and a program 'talk'.</summary>
internal static class SampleFigures
{
    public static RunFigures Of(double p50, long received = 10, string mode = "simulated", long seed = 1, string flow = "call") =>
        RunFigures.Parse(FormattableString.Invariant($$"""
            { "schema": "netcomm/summary/1", "scenario": "A call", "file": "call.yaml", "mode": "{{mode}}", "seed": {{seed}},
              "complete": true, "traceHash": "sha256:{{seed}}", "events": 40, "simulatedSeconds": 1.5,
              "flows": [ { "name": "{{flow}}", "cast": "unicast", "transport": "udp", "from": "alice", "to": "bob", "sent": 10,
                "received": {{received}}, "loss": {{1 - received / 10.0}}, "latencyMs": { "p50": {{p50}}, "p95": 40 }, "completed": true,
                "receivers": [ { "host": "bob", "received": {{received}} } ] } ],
              "links": [ { "name": "core", "from": "alice", "to": "bob", "packets": 10,
                "drops": { "queue": 0, "loss": {{10 - received}} } } ],
              "hosts": [ { "name": "alice", "kind": "host", "addresses": ["10.0.0.1"], "drops": { "ttl": 0 } } ],
              "programs": [ { "name": "talk", "host": "alice", "completed": true, "failure": null, "printed": ["hello", "bye"] } ],
              "apps": [], "expectations": [ { "text": "call.loss == 0 %", "passed": {{(received == 10 ? "true" : "false")}} } ],
              "run": { "actorRuntime": "akka" } }
            """));
}
