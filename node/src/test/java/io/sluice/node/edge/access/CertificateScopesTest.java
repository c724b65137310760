package io.sluice.node.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CertificateScopesTest {
    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:orders";
    private static final Action SEND = Action.ofQueues("SendMessage");
    private static final Action STATUS = Action.ofAdministration("ListNodes");

    private static Scope scope(String actions) {
        return new Scope(List.of(actions), List.of("*"));
    }

    private static final CertificateScopes SCOPES = new CertificateScopes(List.of(
            new CertificateScopes.Entry("shop-?", scope("sqs:SendMessage")),
            new CertificateScopes.Entry("shop-*", scope("sqs:*")),
            new CertificateScopes.Entry("ops", scope("sluice:*"))));

    private static boolean allows(String user, Action action) {
        return SCOPES.of(new CertificateName("CN=" + user, user)).allows(action, ARN);
    }

    @Test
    void aNameMayDoWhatTheFirstEntryThatFitsItAllows() {
        assertThat(allows("shop-1", SEND)).isTrue();
        assertThat(allows("shop-1", Action.ofQueues("DeleteQueue"))).isFalse();
        assertThat(allows("shop-10", Action.ofQueues("DeleteQueue"))).isTrue();
        assertThat(allows("ops", STATUS)).isTrue();
        assertThat(allows("ops", SEND)).isFalse();
    }

    @Test
    void aNameThatNoEntryFitsMayDoNothing() {
        assertThat(allows("shop", SEND)).isFalse();
        assertThat(allows("n1", STATUS)).isFalse();
    }
}
