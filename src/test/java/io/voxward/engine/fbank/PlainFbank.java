package io.voxward.engine.fbank;

/**
 * The filter bank straight from its definition, step after step in double precision, with the
 * Fourier sum written out: the oracle for the fast one.
 */
final class PlainFbank {
  private PlainFbank() {}

  static FeatureMatrix compute(FbankOptions options, float[] samples) {
    int length = options.frameSamples();
    int size = 1;
    while (size < length) {
      size *= 2;
    }
    double[] cos = new double[size];
    double[] sin = new double[size];
    for (int i = 0; i < size; i++) {
      cos[i] = Math.cos(2 * Math.PI * i / size);
      sin[i] = Math.sin(2 * Math.PI * i / size);
    }
    int frames = options.frames(samples.length);
    float[] data = new float[frames * options.bins()];
    for (int frame = 0; frame < frames; frame++) {
      double[] wave = frame(options, samples, frame * options.shiftSamples());
      double[] power = new double[size / 2 + 1];
      for (int k = 0; k <= size / 2; k++) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < length; i++) {
          re += wave[i] * cos[k * i % size];
          im -= wave[i] * sin[k * i % size];
        }
        power[k] = re * re + im * im;
      }
      for (int bin = 0; bin < options.bins(); bin++) {
        double energy = energy(options, power, bin, size);
        data[frame * options.bins() + bin] = (float) Math.log(Math.max(energy, Fbank.FLOOR));
      }
    }
    return new FeatureMatrix(frames, options.bins(), data);
  }

  private static double[] frame(FbankOptions options, float[] samples, int start) {
    int length = options.frameSamples();
    double mean = 0;
    for (int i = 0; i < length && options.removeDcOffset(); i++) {
      mean += options.scale() * samples[start + i] / length;
    }
    double[] wave = new double[length];
    for (int i = 0; i < length; i++) {
      wave[i] = options.scale() * samples[start + i] - mean;
    }
    for (int i = length - 1; i > 0; i--) {
      wave[i] -= options.preemphasis() * wave[i - 1];
    }
    wave[0] -= options.preemphasis() * wave[0];
    for (int i = 0; i < length; i++) {
      double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (length - 1));
      wave[i] *=
          switch (options.window()) {
            case POVEY -> Math.pow(hann, 0.85);
            case HAMMING -> 0.54 - 0.46 * Math.cos(2 * Math.PI * i / (length - 1));
          };
    }
    return wave;
  }

  private static double energy(FbankOptions options, double[] power, int bin, int size) {
    double low = mel(options.lowHertz());
    double step = (mel(options.highHertz()) - low) / (options.bins() + 1);
    double left = low + bin * step;
    double centre = left + step;
    double right = centre + step;
    double sum = 0;
    for (int k = 0; k < size / 2; k++) {
      double mel = mel((double) k * options.rate().hertz() / size);
      if (mel > left && mel < right) {
        double weight =
            mel <= centre ? (mel - left) / (centre - left) : (right - mel) / (right - centre);
        sum += weight * power[k];
      }
    }
    return sum;
  }

  private static double mel(double hertz) {
    return 1127 * Math.log(1 + hertz / 700);
  }
}
