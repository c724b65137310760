package io.sluice.node.app.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads a node's configuration: the defaults, over them a YAML file, over that the environment. */
public final class ConfigLoader {
    private final ObjectMapper yaml = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final Map<String, String> variables;

    /** A loader that sees these environment variables. */
    public ConfigLoader(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /**
     * The configuration of a node.
     *
     * @param file the YAML file; without one, defaults and environment alone
     * @throws ConfigException with the key and the reason, when anything is not exactly right
     */
    public NodeConfig load(Optional<Path> file) {
        ObjectNode tree = file.isPresent() ? parse(file.get()) : yaml.createObjectNode();
        Environment environment = new Environment(yaml, variables);
        environment.overlay(tree, NodeConfig.class);
        try {
            return RecordBinder.bind(NodeConfig.class, tree, NodeConfig.defaults());
        } catch (ConfigException complaint) {
            throw environment.explain(complaint);
        }
    }

    private ObjectNode parse(Path file) {
        try {
            JsonNode tree = yaml.readTree(Files.readString(file));
            if (tree.isMissingNode() || tree.isNull()) {
                return yaml.createObjectNode();
            }
            if (tree instanceof ObjectNode keys) {
                return keys;
            }
            throw new ConfigException("", "must be a map of keys");
        } catch (JsonProcessingException notYaml) {
            int line = notYaml.getLocation() == null ? 0 : notYaml.getLocation().getLineNr();
            throw new ConfigException("", "line " + line + " is not YAML: " + notYaml.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new ConfigException("", "cannot be read: " + unreadable);
        }
    }
}
