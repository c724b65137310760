package io.sluice.cluster.harness;

import java.util.List;
import java.util.stream.Collectors;

/** A node's name and ports, and the configuration file that follows from them. */
record Member(String id, int grpcPort, int httpPort, int peerPort, int raftPort) {
    static final String HOST = "127.0.0.1";

    String grpcAddress() {
        return HOST + ":" + grpcPort;
    }

    /** The node's file; what a test changes comes by environment variables instead. */
    String configuration(List<Member> members, String dataDirectory) {
        String list = members.stream()
                .map(member -> """
                            - id: %s
                              host: %s
                              grpcPort: %d
                              httpPort: %d
                              peerPort: %d
                              raftPort: %d
                        """.formatted(
                                member.id, HOST, member.grpcPort, member.httpPort, member.peerPort, member.raftPort))
                .collect(Collectors.joining());
        return """
                nodeId: %s
                dataDir: %s
                cluster:
                  members:
                """.formatted(id, dataDirectory) + list;
    }
}
