package io.voxward.common;

/** A speaker as callers name them: by the customer's own id or by the generated one. */
public sealed interface SpeakerRef {
  /** By the id that Voxward made. */
  record Generated(GeneratedSpeakerId id) implements SpeakerRef {}

  /** By the customer's id. */
  record Customer(CustomerSpeakerId id) implements SpeakerRef {}

  /** Reads either form; refuses anything else, naming {@code speakerId}. */
  static SpeakerRef parse(String text) {
    return text.startsWith("id#")
        ? new Generated(new GeneratedSpeakerId(text))
        : new Customer(new CustomerSpeakerId(text));
  }
}
