package io.voxward.demo;

import io.voxward.client.Enrollment;
import io.voxward.client.Evaluation;
import io.voxward.client.StreamMessage;
import io.voxward.demo.Outcome.DecisionTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the service says during one call, in order; tells the watcher about each change. */
final class CallLog {
  private final Line.Watcher watcher;
  private final Question question;
  private final long began = System.nanoTime();
  private final List<String> judged = new ArrayList<>();
  private double callSeconds;
  private double speechSeconds;
  private double stillNeeded;
  private double enrollmentNeeds;
  private @Nullable Integer score;
  private String word = "listening";
  private String fault = "";
  private @Nullable DecisionTime decision;

  CallLog(Line.Watcher watcher) {
    this(watcher, Question.IDENTITY);
  }

  /**
   * A log of what is said about one question.
   *
   * @param question whose answer counts; what is said about others does not
   */
  CallLog(Line.Watcher watcher, Question question) {
    this.watcher = watcher;
    this.question = question;
  }

  /** So much audio has been sent; always wants more. */
  synchronized boolean sent(double seconds) {
    callSeconds = seconds;
    return true;
  }

  /** The service said something. */
  synchronized void hear(StreamMessage message) {
    switch (message) {
      case StreamMessage.Progress progress -> {
        speechSeconds = progress.netSpeechSeconds();
        stillNeeded =
            enrollmentNeeds > 0
                ? Math.max(0, enrollmentNeeds - speechSeconds)
                : progress.secondsStillNeeded();
        if (question == Question.IDENTITY) {
          score = enrollmentNeeds > 0 ? null : progress.score();
        }
      }
      case StreamMessage.Evaluated evaluated -> {
        // Who enrols is not enrolled yet: nobody needs to be told.
        if (enrollmentNeeds == 0) {
          note(evaluated.evaluation());
        }
      }
      case StreamMessage.Enrolling enrolling -> note(enrolling.enrollment());
      case StreamMessage.Fault broken -> fault = broken.code() + ": " + broken.message();
      case StreamMessage.Ended ended -> {}
      case StreamMessage.Other other -> {}
    }
    tell();
  }

  /** The enrolment stands like this. */
  synchronized void see(Enrollment enrollment) {
    note(enrollment);
    tell();
  }

  private void note(Enrollment enrollment) {
    speechSeconds = Math.max(speechSeconds, enrollment.netSpeechSeconds());
    enrollmentNeeds = enrollment.neededSeconds();
    stillNeeded = Math.max(0, enrollmentNeeds - speechSeconds);
    word =
        switch (enrollment.status()) {
          case "NOT_ENOUGH_SPEECH" -> "listening";
          case "IN_PROGRESS" -> "making the print";
          default -> enrollment.status();
        };
  }

  private void note(Evaluation evaluation) {
    speechSeconds = Math.max(speechSeconds, evaluation.netSpeechSeconds());
    stillNeeded = evaluation.secondsStillNeeded();
    score = question.score(evaluation);
    word = question.word(evaluation);
    if (question.judges(evaluation)) {
      judge(word);
    }
  }

  private void judge(String judgement) {
    if (judged.isEmpty() && question == Question.IDENTITY) {
      double wall = (double) (System.nanoTime() - began) / TimeUnit.SECONDS.toNanos(1);
      decision = new DecisionTime(callSeconds, speechSeconds, wall);
    }
    if (judged.isEmpty() || !judged.getLast().equals(judgement)) {
      judged.add(judgement);
    }
  }

  private void tell() {
    watcher.see(new Standing(callSeconds, speechSeconds, score, stillNeeded, word));
  }

  /** What came of the call, when the service's last word is {@code last}. */
  synchronized Outcome outcome(Evaluation last) {
    note(last);
    tell();
    if (!fault.isEmpty()) {
      return Outcome.broken(fault);
    }
    if (!last.ended()) {
      return Outcome.broken("the session did not end: " + last.streaming());
    }
    return new Outcome(question.word(last), judged, decision, "");
  }
}
