package io.voxward.instance;

import java.util.Locale;
import java.util.Optional;

/** The platforms that can be linked, and how each proves that it is the linked one. */
public enum InstanceKind {
  /** Genesys Cloud AudioHook: an API key and a signature with a client secret. */
  GENESYS(Proof.KEY_AND_SECRET),
  /** Twilio: a signature with the account's own auth token. */
  TWILIO(Proof.OWN_SECRET),
  /** Amazon Connect: it calls us by signed requests, and nothing is needed here. */
  CONNECT(Proof.NONE),
  /** jambonz. */
  JAMBONZ(Proof.TOKEN),
  /** FreeSWITCH. */
  FREESWITCH(Proof.TOKEN),
  /** Vonage. */
  VONAGE(Proof.TOKEN),
  /** Asterisk. */
  ASTERISK(Proof.TOKEN);

  /** How a platform proves itself. */
  enum Proof {
    /** By an API key that we made, and a signature with a secret that we made. */
    KEY_AND_SECRET,
    /** By a signature with a secret of the platform's, which its owner tells us. */
    OWN_SECRET,
    /** By a token that we made. */
    TOKEN,
    /** Not here. */
    NONE
  }

  private final Proof proof;

  InstanceKind(Proof proof) {
    this.proof = proof;
  }

  /** How it proves itself. */
  Proof proof() {
    return proof;
  }

  /** The kind's name in requests and answers: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that word, if there is one. */
  public static Optional<InstanceKind> named(String word) {
    for (InstanceKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
