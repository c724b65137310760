package io.sluice.node.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TlsSettingsTest {
    private static final String CERTIFICATE = "SLUICE_TLS_CERTIFICATE_FILE";
    private static final String KEY = "SLUICE_TLS_KEY_FILE";
    private static final String PEER_CERTIFICATE = "SLUICE_TLS_PEER_CERTIFICATE_FILE";
    private static final String PEER_KEY = "SLUICE_TLS_PEER_KEY_FILE";
    private static final String PEER_CA = "SLUICE_TLS_PEER_CA_FILE";
    private static final String SCOPES = "SLUICE_TLS_CLIENT_SCOPES";
    private static final String CLIENT_CA = "SLUICE_TLS_CLIENT_CA_FILE";

    @Test
    void halfASettingIsRefused() {
        assertRefused(Map.of(CERTIFICATE, "n1.pem"), "tls.keyFile: is missing");
        assertRefused(Map.of(KEY, "n1.key"), "tls.certificateFile: is missing");
        assertRefused(Map.of(PEER_CERTIFICATE, "n1.pem", PEER_CA, "ca.pem"), "tls.peerKeyFile: is missing");
        assertRefused(Map.of(CLIENT_CA, "ca.pem"), "tls.clientCaFile: needs certificateFile");
        assertRefused(Map.of(PEER_CA, "ca.pem"), "tls.peerCaFile: needs peerCertificateFile");
        assertRefused(
                Map.of(PEER_CERTIFICATE, "n1.pem", PEER_KEY, "n1.key"), "tls.peerCertificateFile: needs peerCaFile");
        assertRefused(
                Map.of(CERTIFICATE, "n1.pem", KEY, "n1.key", "SLUICE_TLS_CLIENT_CERTIFICATES", "required"),
                "tls.clientCertificates: required needs clientCaFile");
    }

    @Test
    void peersShowTheCertificateOfClientsUnlessTheyHaveTheirOwn() {
        TlsSettings shared = load(Map.of(CERTIFICATE, "n1.pem", KEY, "n1.key", PEER_CA, "ca.pem"));
        TlsSettings apart = load(Map.of(
                CERTIFICATE, "n1.pem", KEY, "n1.key", PEER_CA, "ca.pem", PEER_CERTIFICATE, "p.pem", PEER_KEY, "p.key"));

        assertThat(shared.peerCertificate()).isEqualTo("n1.pem");
        assertThat(shared.peerKey()).isEqualTo("n1.key");
        assertThat(apart.peerCertificate()).isEqualTo("p.pem");
        assertThat(apart.peerKey()).isEqualTo("p.key");
    }

    @Test
    void certificatesAllowNothingUnlessTheConfigurationSaysWhat() {
        String scopes = "[{name: billing, allow: ['sqs:SendMessage'], on: ['*:orders']},"
                + " {name: 'ops-*', allow: ['*'], on: ['*']}]";

        assertThat(load(Map.of()).clientScopes())
                .containsExactly(new ClientScopeSettings("*", List.of(), List.of("*")));
        assertThat(load(Map.of(SCOPES, scopes)).clientScopes())
                .containsExactly(
                        new ClientScopeSettings("billing", List.of("sqs:SendMessage"), List.of("*:orders")),
                        new ClientScopeSettings("ops-*", List.of("*"), List.of("*")));
        assertRefused(Map.of(SCOPES, "[{name: billing, allow: ['*']}]"), "tls.clientScopes.0.on: must be given");
        assertRefused(Map.of(SCOPES, "[{name: 'b, c', allow: [], on: []}]"), "tls.clientScopes.0.name");
        assertRefused(Map.of(SCOPES, "[{name: b, allow: ['sqs: x'], on: []}]"), "tls.clientScopes.0.allow");
        assertRefused(Map.of(SCOPES, "[{name: b, allow: '*', on: []}]"), "tls.clientScopes.0.allow: must be a list");
        assertRefused(
                Map.of(SCOPES, "[{name: b, allow: [[]], on: []}]"), "tls.clientScopes.0.allow.0: must be one value");
    }

    private static void assertRefused(Map<String, String> environment, String complaint) {
        assertThatThrownBy(() -> load(environment))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(complaint);
    }

    private static TlsSettings load(Map<String, String> environment) {
        return new ConfigLoader(environment).load(Optional.empty()).tls();
    }
}
