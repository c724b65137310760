package io.sluice.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cluster.harness.Cluster;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** All faces of a cluster, at all its nodes. */
record Faces(Cluster cluster, HttpCalls http) {
    /** Where a node takes calls by HTTP; nodes are counted from 0, again and again. */
    String address(int node) {
        return cluster.httpAddress(cluster.nodes().get(node % cluster.nodes().size())) + "/";
    }

    /** Makes a request by every face, and holds each to what must be told there. */
    void provoke(Provocation provocation, JsonNode request, String text) throws IOException, InterruptedException {
        Map<Face, Told> expected = new TreeMap<>();
        Map<Face, Told> told = new TreeMap<>();
        for (Face face : Face.values()) {
            Told answer = ask(face, provocation.operation(), request);
            String words = words(text, provocation, face);
            told.put(face, answer);
            expected.put(
                    face,
                    Told.expected(provocation, face, Provocation.fits(words, answer.text()) ? answer.text() : words));
        }

        assertThat(told).isEqualTo(expected);
    }

    /** The query protocol had other words for a queue that is not there, and has kept them. */
    private static String words(String text, Provocation provocation, Face face) {
        boolean older = face == Face.QUERY && provocation.error() == AwsError.QUEUE_DOES_NOT_EXIST;
        return older ? "The specified queue does not exist for this wsdl version." : text;
    }

    private Told ask(Face face, String operation, JsonNode request) throws IOException, InterruptedException {
        return switch (face) {
            case GRPC -> GrpcCalls.ask(cluster.endpoints().get(0), operation, request);
            case JSON -> http.json(address(1), operation, request, true);
            case BARE_JSON -> http.json(address(2), operation, request, false);
            case QUERY -> http.query(address(0), operation, request);
        };
    }
}
