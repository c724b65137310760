package io.sluice.node.edge.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * A statement of a policy.
 *
 * @param denies what it matches, or else allows it
 * @param principals whom it is about, or else whom alone it is not about
 * @param butThem it is about all but the principals
 * @param actions patterns in lower case
 * @param butActions it is about all but the actions
 * @param resources patterns of ARNs; none for the resource that the policy belongs to
 * @param butResources it is about all but the resources
 */
record Statement(
        boolean denies,
        Principals principals,
        boolean butThem,
        List<String> actions,
        boolean butActions,
        List<String> resources,
        boolean butResources,
        List<Condition> conditions) {
    Statement {
        actions =
                actions.stream().map(action -> action.toLowerCase(Locale.ROOT)).toList();
        resources = List.copyOf(resources);
        conditions = List.copyOf(conditions);
    }

    static Statement of(JsonNode node) {
        boolean butThem = node.has("NotPrincipal");
        boolean butActions = node.has("NotAction");
        boolean butResources = node.has("NotResource");
        return new Statement(
                !node.path("Effect").asText().equals("Allow"),
                Principals.of(node.path(butThem ? "NotPrincipal" : "Principal")),
                butThem,
                Policy.texts(node.path(butActions ? "NotAction" : "Action")),
                butActions,
                Policy.texts(node.path(butResources ? "NotResource" : "Resource")),
                butResources,
                Condition.all(node.path("Condition")));
    }

    /** How the caller is meant, if the statement is about the call at all. */
    Principals.Match match(Circumstances call) {
        boolean about = any(actions, call.action().comparable()) != butActions
                && (resources.isEmpty() || any(resources, call.arn()) != butResources)
                // What is not understood keeps a denial and ends an allowance.
                && conditions.stream().allMatch(condition -> condition.holds(call, denies));
        if (!about) {
            return Principals.Match.NOBODY;
        }
        Principals.Match named = principals.match(call.caller().identity());
        if (!butThem) {
            return named;
        }
        return named == Principals.Match.NOBODY ? Principals.Match.CALLER : Principals.Match.NOBODY;
    }

    private static boolean any(List<String> patterns, String text) {
        for (String pattern : patterns) {
            if (Wildcards.match(pattern, text)) {
                return true;
            }
        }
        return false;
    }
}
