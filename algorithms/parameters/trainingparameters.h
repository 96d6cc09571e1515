#pragma once

#include <map>

#include "algorithms/algorithm.h"
#include "model/train/trainoptions.h"

namespace calving
{

//! Parameters that all trainings share: what is trained for how long, and everything that shapes a sample or
//! a step.
namespace trainingkey
{
inline const QString SIZE = QStringLiteral( "SIZE" );
inline const QString START = QStringLiteral( "START" );
inline const QString EPOCHS = QStringLiteral( "EPOCHS" );
inline const QString MINUTES = QStringLiteral( "MINUTES" );
inline const QString SEED = QStringLiteral( "SEED" );
inline const QString OPTIMISER = QStringLiteral( "OPTIMISER" );
inline const QString SCHEDULE = QStringLiteral( "SCHEDULE" );
inline const QString TRANSFER = QStringLiteral( "TRANSFER" );
inline const QString FREEZE_ENCODER = QStringLiteral( "FREEZE_ENCODER" );
inline const QString RECOMPUTE = QStringLiteral( "RECOMPUTE" );
} // namespace trainingkey

//! A number among the advanced parameters, and the option it sets.
struct NumberParameter
{
  QString key;
  QString label;
  bool integer;
  //! Reads from and writes to the option: the default shown is the option's own.
  double ( *get )( const TrainOptions & );
  void ( *set )( TrainOptions &, double );
  double low;
  double high;
  QString help;
};

//! The advanced numbers of all trainings, each with its source in the help.
const std::vector<NumberParameter> &trainingNumbers();
//! Those of trainings on labelled scenes alone.
const std::vector<NumberParameter> &zoneNumbers();

//! What another training says of a number: its default, the least value, and its help.
struct NumberChange
{
  double value;
  double low;
  QString help;
};

using DocumentedParameters = std::vector<std::pair<QgsProcessingParameterDefinition *, QString>>;

//! Defaults of fine-tuning; crops of automatic size.
TrainOptions finetuneDefaults();

//! SIZE, START, EPOCHS, MINUTES and SEED, with help texts.
DocumentedParameters mainTrainingParameters( const TrainOptions &defaults );
//! OPTIMISER, SCHEDULE, TRANSFER, FREEZE_ENCODER and trainingNumbers(), with help texts: the advanced ones.
DocumentedParameters advancedTrainingParameters( const TrainOptions &defaults,
                                                 const std::map<QString, NumberChange> &changes = {} );
//! zoneNumbers(), with help texts.
DocumentedParameters zoneParameters( const TrainOptions &defaults );

//! The values of those of these parameters that \a algorithm has. Throws Error for values out of range.
TrainOptions trainingOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                              const QgsProcessingAlgorithm &algorithm );

//! What a model card says of the data at \a path: the last part, without the folders of one's own computer.
std::string nameOfData( const QString &path );

} // namespace calving
