package io.sluice.node.edge.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** A resource's policy, read once and evaluated often. Immutable. */
public final class Policy {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Statement> statements;

    private Policy(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /** What a policy says of a call; an explicit denial wins over whatever else it says. */
    public enum Finding {
        /** It denies the call. */
        DENIED,
        /** It names the caller, or everybody, and allows the call. */
        ALLOWED,
        /** It allows the call to the caller's account, which may hand that on to him. */
        ALLOWED_TO_ACCOUNT,
        /** Nothing of it is about the call. */
        SILENT
    }

    /** The policy of that document, which was checked when it was set. */
    public static Policy parse(String document) {
        JsonNode statements;
        try {
            statements = JSON.readTree(document).path("Statement");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a stored policy is not JSON", e);
        }
        List<Statement> read = new ArrayList<>();
        if (statements.isArray()) {
            statements.forEach(statement -> read.add(Statement.of(statement)));
        } else {
            read.add(Statement.of(statements));
        }
        return new Policy(read);
    }

    /** What it says of a call. */
    Finding about(Circumstances call) {
        Finding finding = Finding.SILENT;
        for (Statement statement : statements) {
            Principals.Match whom = statement.match(call);
            if (whom == Principals.Match.NOBODY) {
                continue;
            }
            if (statement.denies()) {
                return Finding.DENIED;
            }
            if (whom == Principals.Match.CALLER) {
                finding = Finding.ALLOWED;
            } else if (finding == Finding.SILENT) {
                finding = Finding.ALLOWED_TO_ACCOUNT;
            }
        }
        return finding;
    }

    /** The texts of a member that is one text or a list of some. */
    static List<String> texts(JsonNode member) {
        List<String> texts = new ArrayList<>();
        if (member.isArray()) {
            member.forEach(one -> texts.add(one.asText()));
        } else if (!member.isMissingNode() && !member.isNull()) {
            texts.add(member.asText());
        }
        return texts;
    }
}
