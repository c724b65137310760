package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.app.config.AccessSettings.Mode;
import io.sluice.node.edge.AccessMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a node may take anybody's calls. */
final class AccessPartsTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "localhost"})
    void onLoopbackAnybodyMayCallUnlessKeysAreAskedFor(String address) {
        assertThat(AccessParts.mode(Mode.AUTO, address)).isEqualTo(AccessMode.DEVELOPMENT);
        assertThat(AccessParts.mode(Mode.DEVELOPMENT, address)).isEqualTo(AccessMode.DEVELOPMENT);
        assertThat(AccessParts.mode(Mode.KEYS, address)).isEqualTo(AccessMode.KEYS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1"})
    void anywhereElseKeysAreNeeded(String address) {
        assertThat(AccessParts.mode(Mode.AUTO, address)).isEqualTo(AccessMode.KEYS);
        assertThat(AccessParts.mode(Mode.KEYS, address)).isEqualTo(AccessMode.KEYS);
    }
}
