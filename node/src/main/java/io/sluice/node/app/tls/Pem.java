package io.sluice.node.app.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM: certificates, and private keys in PKCS #8 (RFC 7468). */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

    private Pem() {}

    /** Every certificate of a file in its order, at least one. */
    static List<X509Certificate> certificates(String name, byte[] file) throws TlsException {
        List<X509Certificate> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            if (blocks.group(1).equals("CERTIFICATE")) {
                found.add(certificate(name, decode(name, blocks.group(2))));
            }
        }
        if (found.isEmpty()) {
            throw new TlsException(name + " has no certificate in PEM");
        }
        return List.copyOf(found);
    }

    /** The first private key of a file. */
    static PrivateKey key(String name, byte[] file) throws TlsException {
        Matcher blocks = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            String label = blocks.group(1);
            if (label.equals("PRIVATE KEY")) {
                return key(name, new PKCS8EncodedKeySpec(decode(name, blocks.group(2))));
            }
            if (label.endsWith("PRIVATE KEY")) {
                throw new TlsException(name + " holds a key as " + label
                        + "; it must be PRIVATE KEY: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
            }
        }
        throw new TlsException(name + " has no private key in PEM");
    }

    private static PrivateKey key(String name, PKCS8EncodedKeySpec spec) throws TlsException {
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = keyOf(algorithm, spec);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new TlsException(name + " holds a private key that is none of " + String.join(", ", ALGORITHMS));
    }

    /** Empty when it is a key of another kind: what stands in the file does not say. */
    private static Optional<PrivateKey> keyOf(String algorithm, PKCS8EncodedKeySpec spec) throws TlsException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
        } catch (InvalidKeySpecException other) {
            return Optional.empty();
        } catch (GeneralSecurityException missing) {
            throw new TlsException("this JVM knows no keys of " + algorithm, missing);
        }
    }

    private static X509Certificate certificate(String name, byte[] encoded) throws TlsException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException broken) {
            throw new TlsException(name + " holds a certificate that cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static byte[] decode(String name, String text) throws TlsException {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException broken) {
            throw new TlsException(name + " is not PEM: " + broken.getMessage(), broken);
        }
    }
}
