package io.sluice.node.app.tls;

/** Certificates or keys that cannot be used; the text names the file and what is wrong with it. */
public final class TlsException extends Exception {
    private static final long serialVersionUID = 1L;

    TlsException(String text) {
        super(text);
    }

    TlsException(String text, Throwable cause) {
        super(text, cause);
    }
}
