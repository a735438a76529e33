package io.voxward.engine.scoring;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealVector;

/**
 * Logistic regression by Newton's method on standardised columns, both classes weighted to a prior.
 * The prior's log odds are taken out again: the result is a log-likelihood ratio.
 */
final class LogisticRegression {
  private static final int MOST_STEPS = 100;
  private static final double CONVERGED = 1e-10;

  /** Keeps the Hessian invertible for columns that never vary. */
  private static final double LEAST_CURVATURE = 1e-10;

  private final double prior;
  private final double[] ridge;

  /**
   * A regression.
   *
   * @param ridge for each column, the penalty on its squared standardised coefficient
   */
  LogisticRegression(double prior, double... ridge) {
    this.prior = prior;
    this.ridge = ridge.clone();
  }

  /**
   * Fits answers to rows; all rows are equally long.
   *
   * @return the offset, then one coefficient for each column
   */
  double[] fit(double[][] rows, boolean[] answers) {
    int targets = 0;
    for (boolean answer : answers) {
      targets += answer ? 1 : 0;
    }
    if (targets == 0 || targets == answers.length) {
      throw new IllegalArgumentException("a fit needs comparisons of both kinds");
    }
    Standardised data = Standardised.of(rows);
    double[] weights = new double[answers.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = answers[i] ? prior / targets : (1 - prior) / (answers.length - targets);
    }
    double priorLogOdds = Math.log(prior / (1 - prior));
    RealVector w = new ArrayRealVector(data.columns() + 1);
    double loss = loss(data.rows(), answers, weights, priorLogOdds, w);
    for (int step = 0; step < MOST_STEPS; step++) {
      RealVector move = newtonStep(data.rows(), answers, weights, priorLogOdds, w);
      double length = 1;
      RealVector next = w.add(move);
      double nextLoss = loss(data.rows(), answers, weights, priorLogOdds, next);
      while (nextLoss > loss && length > 1e-6) {
        length /= 2;
        next = w.add(move.mapMultiply(length));
        nextLoss = loss(data.rows(), answers, weights, priorLogOdds, next);
      }
      double gain = loss - nextLoss;
      if (gain > 0) {
        w = next;
        loss = nextLoss;
      }
      if (gain < CONVERGED) {
        break;
      }
    }
    return data.unstandardise(w);
  }

  private double loss(
      double[][] rows, boolean[] answers, double[] weights, double offset, RealVector w) {
    double loss = 0;
    for (int i = 0; i < rows.length; i++) {
      double logit = logit(rows[i], w) + offset;
      loss += weights[i] * softplus(answers[i] ? -logit : logit);
    }
    for (int column = 1; column < w.getDimension(); column++) {
      loss += ridge[column - 1] / 2 * w.getEntry(column) * w.getEntry(column);
    }
    return loss;
  }

  private RealVector newtonStep(
      double[][] rows, boolean[] answers, double[] weights, double offset, RealVector w) {
    int size = w.getDimension();
    double[] gradient = new double[size];
    double[][] hessian = new double[size][size];
    double[] row = new double[size];
    row[0] = 1;
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, row, 1, size - 1);
      double probability = 1 / (1 + Math.exp(-logit(rows[i], w) - offset));
      double slope = weights[i] * (probability - (answers[i] ? 1 : 0));
      double curvature = weights[i] * probability * (1 - probability);
      for (int a = 0; a < size; a++) {
        gradient[a] += slope * row[a];
        for (int b = 0; b <= a; b++) {
          hessian[a][b] += curvature * row[a] * row[b];
        }
      }
    }
    for (int a = 0; a < size; a++) {
      double penalty = a == 0 ? 0 : ridge[a - 1];
      gradient[a] += penalty * w.getEntry(a);
      hessian[a][a] += penalty + LEAST_CURVATURE;
      for (int b = 0; b < a; b++) {
        hessian[b][a] = hessian[a][b];
      }
    }
    return new CholeskyDecomposition(new Array2DRowRealMatrix(hessian, false), 1e-9, 0)
        .getSolver()
        .solve(new ArrayRealVector(gradient, false))
        .mapMultiplyToSelf(-1);
  }

  private static double logit(double[] row, RealVector w) {
    double logit = w.getEntry(0);
    for (int column = 0; column < row.length; column++) {
      logit += w.getEntry(column + 1) * row[column];
    }
    return logit;
  }

  /** The logarithm of 1 + e^x without overflow. */
  static double softplus(double x) {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }

  /** Rows with every column moved to mean zero and deviation one. */
  private static final class Standardised {
    private final double[][] rows;
    private final double[] means;
    private final double[] deviations;

    private Standardised(double[][] rows, double[] means, double[] deviations) {
      this.rows = rows;
      this.means = means;
      this.deviations = deviations;
    }

    static Standardised of(double[][] rows) {
      int columns = rows[0].length;
      double[] means = new double[columns];
      double[] deviations = new double[columns];
      for (int column = 0; column < columns; column++) {
        double sum = 0;
        double squares = 0;
        for (double[] row : rows) {
          sum += row[column];
        }
        means[column] = sum / rows.length;
        for (double[] row : rows) {
          squares += (row[column] - means[column]) * (row[column] - means[column]);
        }
        double deviation = Math.sqrt(squares / rows.length);
        deviations[column] = deviation > 0 ? deviation : 1;
      }
      double[][] standardised = new double[rows.length][columns];
      for (int i = 0; i < rows.length; i++) {
        for (int column = 0; column < columns; column++) {
          standardised[i][column] = (rows[i][column] - means[column]) / deviations[column];
        }
      }
      return new Standardised(standardised, means, deviations);
    }

    double[][] rows() {
      return rows;
    }

    int columns() {
      return means.length;
    }

    double[] unstandardise(RealVector w) {
      double[] result = new double[w.getDimension()];
      result[0] = w.getEntry(0);
      for (int column = 0; column < columns(); column++) {
        result[column + 1] = w.getEntry(column + 1) / deviations[column];
        result[0] -= result[column + 1] * means[column];
      }
      return result;
    }
  }
}
