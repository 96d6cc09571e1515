#pragma once

#include <functional>
#include <string>

#include <QVariantMap>
#include <qgsprocessingalgorithm.h>

#include "model/base/parameter.h"
#include "model/train/ranks/ranks.h"
#include "model/train/report/trainresult.h"

namespace calving
{

//! The files of a training.
struct TrainingFiles
{
  TrainOutputs outputs;
  //! All scenes in one file; empty: not wanted.
  std::string packed;
};

//! RESUME, PACKED, MODEL, CHECKPOINT, REPORT and LOG. \a modelHelp says what MODEL holds.
Parameters trainingFileParameters( TrainingFiles &files, const char *modelHelp );

/**
 * Their values; temporary files get a name here, once and for all.
 *
 * Without MODEL nothing is trained: PACKED alone, then. Throws Error where there is neither.
 */
TrainingFiles trainingFiles( const QVariantMap &parameters, QgsProcessingContext &context,
                             const QgsProcessingAlgorithm &algorithm );

/**
 * Runs \a train, where \a files name MODEL, and, in rank 0 and where they name PACKED, \a pack.
 *
 * One process packs first, so that bad scenes show at once. Of several, the others would not wait so long for
 * rank 0: it packs after a training that was not cancelled, and what then goes wrong is only warned of.
 */
TrainResult trainAndPack( const Ranks &ranks, const TrainingFiles &files, const Feedback &feedback,
                          const std::function<TrainResult()> &train,
                          const std::function<void( const std::string &path, const Feedback & )> &pack );

//! Writes to the log how the training ended; returns EPOCHS_DONE and the files, as outputs of the algorithm.
QVariantMap trainingResults( const TrainResult &result, TrainingFiles files, const Feedback &feedback );

//! \a value for an output of type number: nothing where it is undefined.
QVariant numberOrNothing( double value );

//! What a model card says of the data at \a path: the last part, without the folders of one's own computer.
std::string nameOfData( const QString &path );

} // namespace calving
