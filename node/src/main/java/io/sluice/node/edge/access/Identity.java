package io.sluice.node.edge.access;

/**
 * Somebody who has proved who he is, and what he may do by himself.
 *
 * @param account whose queues his bare names mean, twelve digits
 * @param name of the user within the account, for ARNs and texts
 * @param credential what it was proved by: the id of an access key, or a certificate's name
 * @param scope what he may do
 * @param trusted true where nobody's credentials are looked at: then policies are not looked at either
 */
public record Identity(String account, String name, String credential, Scope scope, boolean trusted) {
    /** Anybody, in development mode. */
    public static Identity development(String account) {
        return new Identity(account, "development", "", Scope.EVERYTHING, true);
    }

    /** As policies name him. */
    public String arn() {
        return "arn:aws:iam::" + account + ":user/" + name;
    }
}
