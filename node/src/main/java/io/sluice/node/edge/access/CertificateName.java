package io.sluice.node.edge.access;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Whom a certificate names.
 *
 * @param subject all of it, as RFC 2253 writes it
 * @param user its common name, as far as it can stand in an ARN; else "certificate"
 */
public record CertificateName(String subject, String user) {
    private static final Pattern COMMON = Pattern.compile("[A-Za-z0-9+=.@_-]{1,64}");
    private static final String NAMELESS = "certificate";

    /** The other end of a connection, if it has shown a certificate that was accepted. */
    public static Optional<CertificateName> of(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate own
                    ? Optional.of(of(own.getSubjectX500Principal().getName()))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    /** Of a subject. */
    static CertificateName of(String subject) {
        return new CertificateName(
                subject,
                common(subject).filter(name -> COMMON.matcher(name).matches()).orElse(NAMELESS));
    }

    /** The name's own parts are read, for a comma or CN= may stand within the value of another. */
    private static Optional<String> common(String subject) {
        try {
            List<Rdn> parts = new LdapName(subject).getRdns();
            // The most specific part, which is written first, is the last.
            for (int i = parts.size() - 1; i >= 0; i--) {
                if (parts.get(i).getType().equalsIgnoreCase("CN")
                        && parts.get(i).getValue() instanceof String name) {
                    return Optional.of(name);
                }
            }
            return Optional.empty();
        } catch (InvalidNameException unreadable) {
            return Optional.empty();
        }
    }
}
