package io.sluice.node.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CertificateNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=billing|billing",
                "CN=billing,OU=shop,O=Example|billing",
                "O=Example,CN=billing@example.com|billing@example.com",
                "O=Example|certificate",
                "CN=two words|certificate",
                "CN=a/b:c*|certificate",
                "XCN=billing|certificate",
                "O=shop\\,CN=admin\\,,CN=billing|billing",
                "O=shop\\,CN=admin\\,|certificate",
                "CN=billing\\,CN=admin|certificate",
                "CN=billing,CN=admin|billing",
            })
    void theUserIsTheCommonNameIfThatCanStandInAnArn(String subject, String user) {
        assertThat(CertificateName.of(subject)).isEqualTo(new CertificateName(subject, user));
    }
}
