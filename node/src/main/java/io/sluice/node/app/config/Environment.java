package io.sluice.node.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Environment variables in place of keys: {@code raft.electionTimeoutMin} is
 * {@code SLUICE_RAFT_ELECTION_TIMEOUT_MIN}. Lists are written in YAML's flow style. A variable that
 * begins with the name of a section must name a key of it; others that begin with {@code SLUICE_}
 * are left to whom they belong to.
 */
final class Environment {
    private static final String PREFIX = "SLUICE_";
    /** Those of the command line, which may be exported in the shell that a node is started from. */
    private static final List<String> OF_CLIENTS = List.of("SLUICE_TLS_CA", "SLUICE_TLS_CERT", "SLUICE_TLS_KEY");

    private final ObjectMapper yaml;
    private final Map<String, String> variables;
    private final SortedMap<String, String> variableOfPath = new TreeMap<>();

    Environment(ObjectMapper yaml, Map<String, String> variables) {
        this.yaml = yaml;
        this.variables = Map.copyOf(variables);
    }

    /** Puts the variables into the tree of the file. */
    void overlay(ObjectNode tree, Class<? extends Section> type) {
        overlay(tree, type, PREFIX, "");
        for (RecordComponent section : type.getRecordComponents()) {
            if (Section.class.isAssignableFrom(section.getType())) {
                refuseUnknown(PREFIX + name(section.getName()) + "_");
            }
        }
    }

    /** A complaint with the variable in place of the key, when the value came from one. */
    ConfigException explain(ConfigException complaint) {
        for (Map.Entry<String, String> entry : variableOfPath.entrySet()) {
            String path = entry.getKey();
            if (complaint.path().equals(path) || complaint.path().startsWith(path + ".")) {
                return new ConfigException(
                        complaint.path(), complaint.complaint() + " (from " + entry.getValue() + ")");
            }
        }
        return complaint;
    }

    private void overlay(ObjectNode tree, Class<?> type, String prefix, String path) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = component.getName();
            String variable = prefix + name(key);
            if (Section.class.isAssignableFrom(component.getType())) {
                JsonNode inner = tree.path(key);
                ObjectNode section = inner.isObject() ? (ObjectNode) inner : yaml.createObjectNode();
                overlay(section, component.getType(), variable + "_", path + key + ".");
                if (!section.isEmpty() && (inner.isObject() || inner.isMissingNode())) {
                    tree.set(key, section);
                }
            } else if (variables.containsKey(variable)) {
                String text = String.valueOf(variables.get(variable));
                variableOfPath.put(path + key, variable);
                tree.set(
                        key,
                        component.getType() == List.class
                                ? list(path + key, text)
                                : yaml.getNodeFactory().textNode(text));
            }
        }
    }

    private JsonNode list(String path, String text) {
        try {
            return yaml.readTree(text);
        } catch (JsonProcessingException notYaml) {
            throw new ConfigException(path, "is not YAML: " + notYaml.getOriginalMessage());
        }
    }

    private void refuseUnknown(String prefix) {
        List<String> known = List.copyOf(variableOfPath.values());
        for (String variable : variables.keySet()) {
            Check.holds(
                    !variable.startsWith(prefix) || known.contains(variable) || OF_CLIENTS.contains(variable),
                    "",
                    variable + " is set in the environment, but there is no such key");
        }
    }

    /** {@code electionTimeoutMin} as {@code ELECTION_TIMEOUT_MIN}. */
    private static String name(String key) {
        return key.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }
}
