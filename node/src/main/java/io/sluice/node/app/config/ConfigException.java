package io.sluice.node.app.config;

/** Why a configuration is refused: the key, and what is wrong with it, in words for its author. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String complaint;

    /** A complaint about one key; {@code path} is empty when it is about the whole file. */
    public ConfigException(String path, String complaint) {
        super(path.isEmpty() ? complaint : path + ": " + complaint);
        this.path = path;
        this.complaint = complaint;
    }

    /** The key from the top of the file, such as {@code raft.electionTimeoutMin}. */
    public String path() {
        return path;
    }

    /** The complaint without its key. */
    public String complaint() {
        return complaint;
    }

    /** The same complaint, seen from the record around it. */
    ConfigException within(String outer) {
        if (outer.isEmpty()) {
            return this;
        }
        return new ConfigException(path.isEmpty() ? outer : outer + "." + path, complaint);
    }
}
