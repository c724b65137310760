package io.sluice.client;

import java.util.List;

/**
 * A statement of a queue's policy that allows accounts some actions.
 *
 * @param label name of the statement: 1 to 80 letters, digits, hyphens and underscores, new in the policy
 * @param accounts of twelve digits, 1 or more
 * @param actions 1 to 7 operations by AWS name, such as {@code SendMessage}, or {@code *} for all that can be shared
 */
public record Permission(String label, List<String> accounts, List<String> actions) {
    public Permission {
        accounts = List.copyOf(accounts);
        actions = List.copyOf(actions);
    }
}
