#pragma once

#include <array>
#include <vector>

namespace calving
{

//! Of rock, glacier and ocean, in this order.
using ZoneOdds = std::array<float, 3>;

//! How often zones change, per day.
struct ChangeRates
{
  //! From glacier to ocean, and as often back.
  double front = 0.02;
  //! From rock to either of the others, and from them to rock.
  double rock = 1e-5;
};

//! Probability of each zone (column) some time after each (row).
using ZoneTransition = std::array<ZoneOdds, 3>;

/**
 * The transition after \a days: the exponential of the rates, in closed form.
 *
 * The rates are the same both ways, so that the matrix is that of a symmetric generator with the eigenvalues
 * 0, -3 rock (rock against the rest) and -(rock + 2 front) (glacier against ocean). 0 days: nothing changes.
 */
ZoneTransition zoneTransition( const ChangeRates &rates, double days );

/**
 * The probability of each zone at each of several times, given all of them: forward-backward on a hidden
 * Markov model (Rabiner 1989, scaled).
 *
 * \a likelihoods: of what is seen at each time, given each zone; any scale. \a transitions: from each time to
 * the next, one less. Before the first all zones are equally likely. Replaces \a likelihoods by the
 * probabilities.
 */
void smoothInTime( std::vector<ZoneOdds> &likelihoods, const std::vector<ZoneTransition> &transitions );

} // namespace calving
