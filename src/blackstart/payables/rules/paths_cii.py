"""Elements of CII that EN 16931 does not use: each path with the number of its warning.

A line is a parent and, with their numbers, what may not be below it: `.` is the root element, `//`
anything anywhere, `*` any beginning of a name. Four long parents have short names.

Source: EN 16931-3-3, and the rule set 1.3.16 for the numbers.
"""

# Elements: CII-SR-…
SR = """
//ram:SpecifiedTradeSettlementPaymentMeans 464:ram:PayerSpecifiedDebtorFinancialInstitution
rsm:ExchangedDocumentContext 001:ram:SpecifiedTransactionID 002:ram:TestIndicator
    006:ram:BIMSpecifiedDocumentContextParameter 007:ram:ScenarioSpecifiedDocumentContextParameter
    008:ram:ApplicationSpecifiedDocumentContextParameter
    011:ram:SubsetSpecifiedDocumentContextParameter
    012:ram:MessageStandardSpecifiedDocumentContextParameter
rsm:ExchangedDocument 013:ram:Name 016:ram:CopyIndicator 017:ram:Purpose
    018:ram:ControlRequirementIndicator 019:ram:LanguageID 020:ram:PurposeCode
    021:ram:RevisionDateTime 022:ram:VersionID 023:ram:GlobalID 024:ram:RevisionID
    025:ram:PreviousRevisionID 026:ram:CategoryCode 033:ram:EffectiveSpecifiedPeriod
    034:ram:IssuerTradeParty
rsm:ExchangedDocument/ram:IssueDateTime 015:udt:DateTime
rsm:ExchangedDocument/ram:IncludedNote 027:ram:Subject 028:ram:ContentCode 032:ram:ID
LINE 035:ram:DescriptionCode 036:ram:ParentLineID 037:ram:LineStatusCode
    038:ram:LineStatusReasonCode 221:ram:IncludedSubordinateTradeLineItem
LINE/ram:AssociatedDocumentLineDocument/ram:IncludedNote 041:ram:SubjectCode 042:ram:ID
    043:ram:Subject 044:ram:ContentCode
LINE/ram:SpecifiedTradeProduct 045:ram:ID 048:ram:ManufacturerAssignedID 049:ram:TradeName
    050:ram:TypeCode 051:ram:NetWeightMeasure 052:ram:GrossWeightMeasure 053:ram:ProductGroupID
    054:ram:EndItemTypeCode 055:ram:EndItemName 056:ram:AreaDensityMeasure 057:ram:UseDescription
    058:ram:BrandName 059:ram:SubBrandName 060:ram:DrainedNetWeightMeasure
    061:ram:VariableMeasureIndicator 062:ram:ColourCode 063:ram:ColourDescription
    064:ram:Designation 065:ram:FormattedCancellationAnnouncedLaunchDateTime
    066:ram:FormattedLatestProductDataChangeDateTime 080:ram:ApplicableMaterialGoodsCharacteristic
    087:ram:IndividualTradeProductInstance 088:ram:CertificationEvidenceReferenceReferencedDocument
    089:ram:InspectionReferenceReferencedDocument 093:ram:LinearSpatialDimension
    094:ram:MinimumLinearSpatialDimension 095:ram:MaximumLinearSpatialDimension
    096:ram:ManufacturerTradeParty 097:ram:PresentationSpecifiedBinaryFile
    098:ram:MSDSReferenceReferencedDocument 099:ram:AdditionalReferenceReferencedDocument
    100:ram:LegalRightsOwnerTradeParty 101:ram:BrandOwnerTradeParty
    102:ram:IncludedReferencedProduct 103:ram:InformationNote
LINE/ram:SpecifiedTradeProduct/ram:ApplicableProductCharacteristic 067:ram:ID 068:ram:TypeCode
    070:ram:ValueMeasure 071:ram:MeasurementMethodCode 073:ram:ValueCode 074:ram:ValueDateTime
    075:ram:ValueIndicator 076:ram:ContentTypeCode 077:ram:ValueSpecifiedBinaryFile
    078:ram:ApplicableProductCharacteristicCondition 079:ram:ApplicableReferencedStandard
LINE/ram:SpecifiedTradeProduct/ram:DesignatedProductClassification 081:ram:SystemID
    082:ram:SystemName 083:ram:ClassName 084:ram:SubClassCode 085:ram:ClassProductCharacteristic
    086:ram:ApplicableReferencedStandard
LINE/ram:SpecifiedTradeProduct/ram:OriginTradeCountry 091:ram:Name
    092:ram:SubordinateTradeCountrySubDivision
LINE/ram:SpecifiedLineTradeAgreement 104:ram:BuyerReference 105:ram:BuyerRequisitionerTradeParty
    106:ram:ApplicableTradeDeliveryTerms 107:ram:SellerOrderReferencedDocument
    109:ram:QuotationReferencedDocument 110:ram:ContractReferencedDocument
    111:ram:DemandForecastReferencedDocument 112:ram:PromotionalDealReferencedDocument
    113:ram:AdditionalReferencedDocument 147:ram:RequisitionerReferencedDocument
    148:ram:ItemSellerTradeParty 149:ram:ItemBuyerTradeParty 150:ram:IncludedSpecifiedMarketplace
    447:ram:UltimateCustomerOrderReferencedDocument
LINE/ram:SpecifiedLineTradeAgreement/ram:BuyerOrderReferencedDocument 108:ram:IssuerAssignedID
LINE/ram:SpecifiedLineTradeAgreement/ram:GrossPriceProductTradePrice 114:ram:TypeCode
    115:ram:MinimumQuantity 116:ram:MaximumQuantity 117:ram:ChangeReason
    118:ram:OrderUnitConversionFactorNumeric 445:ram:IncludedTradeTax
    132:ram:ValiditySpecifiedPeriod 133:ram:DeliveryTradeLocation
    134:ram:TradeComparisonReferencePrice 135:ram:AssociatedReferencedDocument
LINE/ram:SpecifiedLineTradeAgreement/ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge
    120:ram:ID 121:ram:SequenceNumeric 122:ram:CalculationPercent 123:ram:BasisAmount
    124:ram:BasisQuantity 125:ram:PrepaidIndicator 126:ram:UnitBasisAmount 127:ram:ReasonCode
    128:ram:Reason 129:ram:TypeCode 130:ram:CategoryTradeTax 131:ram:ActualTradeCurrencyExchange
LINE/ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice 136:ram:TypeCode
    138:ram:MinimumQuantity 139:ram:MaximumQuantity 140:ram:ChangeReason
    141:ram:OrderUnitConversionFactorNumeric 142:ram:AppliedTradeAllowanceCharge
    446:ram:IncludedTradeTax 143:ram:ValiditySpecifiedPeriod 144:ram:DeliveryTradeLocation
    145:ram:TradeComparisonReferencePrice 146:ram:AssociatedReferencedDocument
LINE/ram:SpecifiedLineTradeDelivery 151:ram:RequestedQuantity 152:ram:ReceivedQuantity
    153:ram:ChargeFreeQuantity 154:ram:PackageQuantity 155:ram:ProductUnitQuantity
    156:ram:PerPackageUnitQuantity 157:ram:NetWeightMeasure 158:ram:GrossWeightMeasure
    159:ram:TheoreticalWeightMeasure 160:ram:DespatchedQuantity 161:ram:SpecifiedDeliveryAdjustment
    162:ram:IncludedSupplyChainPackaging 163:ram:RelatedSupplyChainConsignment
    164:ram:ShipToTradeParty 165:ram:UltimateShipToTradeParty 166:ram:ShipFromTradeParty
    167:ram:ActualDespatchSupplyChainEvent 168:ram:ActualPickUpSupplyChainEvent
    169:ram:RequestedDeliverySupplyChainEvent 170:ram:ActualDeliverySupplyChainEvent
    171:ram:ActualReceiptSupplyChainEvent 172:ram:AdditionalReferencedDocument
    173:ram:DespatchAdviceReferencedDocument 174:ram:ReceivingAdviceReferencedDocument
    175:ram:DeliveryNoteReferencedDocument 176:ram:ConsumptionReportReferencedDocument
    177:ram:PackingListReferencedDocument
LINE/ram:SpecifiedLineTradeSettlement 178:ram:PaymentReference 179:ram:InvoiceIssuerReference
    180:ram:TotalAdjustmentAmount 181:ram:DiscountIndicator 194:ram:SubtotalCalculatedTradeTax
    195:ram:SpecifiedLogisticsServiceCharge 196:ram:SpecifiedTradePaymentTerms
    209:ram:SpecifiedFinancialAdjustment 210:ram:InvoiceReferencedDocument
    212:ram:PayableSpecifiedTradeAccountingAccount 218:ram:PurchaseSpecifiedTradeAccountingAccount
    219:ram:SalesSpecifiedTradeAccountingAccount 220:ram:SpecifiedTradeSettlementFinancialCard
LINE/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax 182:ram:CalculatedAmount
LINE/ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge/ram:ChargeIndicator
    183:udt:IndicatorString
LINE/ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge 184:ram:ID
    185:ram:SequenceNumeric 187:ram:BasisQuantity 188:ram:PrepaidIndicator 189:ram:UnitBasisAmount
    190:ram:TypeCode 191:ram:CategoryTradeTax 192:ram:ActualTradeCurrencyExchange 193:ram:ID
LINE/ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge/ram:CalculationPercent
    186:@format
LINE/ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation
    197:ram:ChargeTotalAmount 198:ram:AllowanceTotalAmount 199:ram:TaxBasisTotalAmount
    200:ram:TaxTotalAmount 201:ram:GrandTotalAmount 202:ram:InformationAmount
    203:ram:TotalAllowanceChargeAmount 204:ram:TotalRetailValueInformationAmount
    205:ram:GrossLineTotalAmount 206:ram:NetLineTotalAmount 207:ram:NetIncludingTaxesLineTotalAmount
    208:ram:ProductWeightLossInformationAmount
LINE/ram:SpecifiedLineTradeSettlement/ram:ReceivableSpecifiedTradeAccountingAccount
    213:ram:SetTriggerCode 214:ram:TypeCode 215:ram:AmountTypeCode 216:ram:Name
    217:ram:CostReferenceDimensionPattern
AGREEMENT 442:ram:Reference 278:ram:SalesAgentTradeParty 279:ram:BuyerRequisitionerTradeParty
    280:ram:BuyerAssignedAccountantTradeParty 281:ram:SellerAssignedAccountantTradeParty
    292:ram:ProductEndUserTradeParty 293:ram:ApplicableTradeDeliveryTerms
    296:ram:QuotationReferencedDocument 297:ram:OrderResponseReferencedDocument
    299:ram:DemandForecastReferencedDocument 300:ram:SupplyInstructionReferencedDocument
    301:ram:PromotionalDealReferencedDocument 302:ram:PriceListReferencedDocument
    304:ram:RequisitionerReferencedDocument 305:ram:BuyerAgentTradeParty
    306:ram:PurchaseConditionsReferencedDocument 448:ram:UltimateCustomerOrderReferencedDocument
AGREEMENT/ram:SellerTradeParty 222:ram:RoleCode 247:ram:EndPointURIUniversalCommunication
    248:ram:LogoAssociatedSpecifiedBinaryFile
AGREEMENT/ram:SellerTradeParty/ram:SpecifiedLegalOrganization 223:ram:LegalClassificationCode
    224:ram:Name 225:ram:PostalTradeAddress 226:ram:AuthorizedLegalRegistration
AGREEMENT/ram:SellerTradeParty/ram:DefinedTradeContact 227:ram:ID 228:ram:TypeCode 229:ram:JobTitle
    230:ram:Responsibility 231:ram:PersonID 234:ram:DirectTelephoneUniversalCommunication
    235:ram:MobileTelephoneUniversalCommunication 236:ram:FaxUniversalCommunication
    239:ram:TelexUniversalCommunication 240:ram:VOIPUniversalCommunication
    241:ram:InstantMessagingUniversalCommunication 242:ram:SpecifiedNote
    243:ram:SpecifiedContactPerson
AGREEMENT/ram:SellerTradeParty/ram:DefinedTradeContact/ram:TelephoneUniversalCommunication
    232:ram:URIID 233:ram:ChannelCode
AGREEMENT/ram:SellerTradeParty/ram:DefinedTradeContact/ram:EmailURIUniversalCommunication
    237:ram:ChannelCode 238:ram:CompleteNumber
AGREEMENT/ram:SellerTradeParty/ram:URIUniversalCommunication 244:ram:ChannelCode
    245:ram:CompleteNumber
AGREEMENT/ram:SellerTradeParty/ram:SpecifiedTaxRegistration 246:ram:AssociatedRegisteredTax
AGREEMENT/ram:BuyerTradeParty 249:ram:RoleCode 250:ram:Description
    276:ram:EndPointURIUniversalCommunication 277:ram:LogoAssociatedSpecifiedBinaryFile
AGREEMENT/ram:BuyerTradeParty/ram:SpecifiedLegalOrganization 251:ram:LegalClassificationCode
    252:ram:Name 254:ram:PostalTradeAddress 255:ram:AuthorizedLegalRegistration
AGREEMENT/ram:BuyerTradeParty/ram:DefinedTradeContact 256:ram:ID 257:ram:TypeCode 258:ram:JobTitle
    259:ram:Responsibility 260:ram:PersonID 263:ram:DirectTelephoneUniversalCommunication
    264:ram:MobileTelephoneUniversalCommunication 265:ram:FaxUniversalCommunication
    268:ram:TelexUniversalCommunication 269:ram:VOIPUniversalCommunication
    270:ram:InstantMessagingUniversalCommunication 271:ram:SpecifiedNote
    272:ram:SpecifiedContactPerson
AGREEMENT/ram:BuyerTradeParty/ram:DefinedTradeContact/ram:TelephoneUniversalCommunication
    261:ram:URIID 262:ram:ChannelCode
AGREEMENT/ram:BuyerTradeParty/ram:DefinedTradeContact/ram:EmailURIUniversalCommunication
    266:ram:ChannelCode 267:ram:CompleteNumber
AGREEMENT/ram:BuyerTradeParty/ram:URIUniversalCommunication 273:ram:ChannelCode
    274:ram:CompleteNumber
AGREEMENT/ram:BuyerTradeParty/ram:SpecifiedTaxRegistration 275:ram:AssociatedRegisteredTax
AGREEMENT/ram:SellerTaxRepresentativeTradeParty 282:ram:ID 283:ram:GlobalID 284:ram:RoleCode
    285:ram:Description 286:ram:SpecifiedLegalOrganization 287:ram:DefinedTradeContact
    288:ram:URIUniversalCommunication 290:ram:EndPointURIUniversalCommunication
    291:ram:LogoAssociatedSpecifiedBinaryFile
AGREEMENT/ram:SellerTaxRepresentativeTradeParty/ram:SpecifiedTaxRegistration
    289:ram:AssociatedRegisteredTax
AGREEMENT/ram:SellerOrderReferencedDocument 294:ram:LineID
AGREEMENT/ram:BuyerOrderReferencedDocument 295:ram:LineID
AGREEMENT/ram:ContractReferencedDocument 298:ram:LineID
AGREEMENT/ram:AdditionalReferencedDocument 303:ram:LineID
AGREEMENT/ram:SpecifiedProcuringProject 307:ram:Description
DELIVERY 308:ram:RelatedSupplyChainConsignment 317:ram:UltimateShipToTradeParty
    318:ram:ShipFromTradeParty 319:ram:ActualDespatchSupplyChainEvent
    320:ram:ActualPickUpSupplyChainEvent 331:ram:ActualReceiptSupplyChainEvent
    332:ram:AdditionalReferencedDocument 335:ram:DeliveryNoteReferencedDocument
    336:ram:ConsumptionReportReferencedDocument 337:ram:PreviousDeliverySupplyChainEvent
    338:ram:PackingListReferencedDocument
DELIVERY/ram:ShipToTradeParty 309:ram:RoleCode 310:ram:Description
    311:ram:SpecifiedLegalOrganization 312:ram:DefinedTradeContact 313:ram:URIUniversalCommunication
    314:ram:SpecifiedTaxRegistration 315:ram:EndPointURIUniversalCommunication
    316:ram:LogoAssociatedSpecifiedBinaryFile
DELIVERY/ram:ActualDeliverySupplyChainEvent 321:ram:ID 323:ram:TypeCode 324:ram:Description
    325:ram:DescriptionBinaryObject 326:ram:UnitQuantity 327:ram:LatestOccurrenceDateTime
    328:ram:EarliestOccurrenceDateTime 329:ram:OccurrenceSpecifiedPeriod
    330:ram:OccurrenceLogisticsLocation
DELIVERY/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime 322:udt:DateTime
DELIVERY/ram:DespatchAdviceReferencedDocument 333:ram:LineID 334:ram:LineID
SETTLEMENT 339:ram:DuePayableAmount 340:ram:CreditorReferenceTypeCode 341:ram:CreditorReferenceType
    342:ram:CreditorReferenceIssuerID 344:ram:PaymentCurrencyCode 345:ram:InvoiceIssuerReference
    346:ram:InvoiceDateTime 347:ram:NextInvoiceDateTime 348:ram:CreditReasonCode
    349:ram:CreditReason 350:ram:InvoicerTradeParty 351:ram:InvoiceeTradeParty
    365:ram:PayerTradeParty 366:ram:TaxApplicableTradeCurrencyExchange
    367:ram:InvoiceApplicableTradeCurrencyExchange 368:ram:PaymentApplicableTradeCurrencyExchange
    395:ram:SubtotalCalculatedTradeTax 396:ram:SpecifiedLogisticsServiceCharge
    421:ram:SpecifiedFinancialAdjustment 423:ram:ProFormaInvoiceReferencedDocument
    424:ram:LetterOfCreditReferencedDocument 425:ram:FactoringAgreementReferencedDocument
    426:ram:FactoringListReferencedDocument 427:ram:PayableSpecifiedTradeAccountingAccount
    433:ram:PurchaseSpecifiedTradeAccountingAccount 434:ram:SalesSpecifiedTradeAccountingAccount
    435:ram:SpecifiedTradeSettlementFinancialCard 436:ram:SpecifiedAdvancePayment
    437:ram:UltimatePayeeTradeParty
SETTLEMENT/ram:PayeeTradeParty 352:ram:RoleCode 353:ram:Description 359:ram:DefinedTradeContact
    360:ram:PostalTradeAddress 361:ram:URIUniversalCommunication 362:ram:SpecifiedTaxRegistration
    363:ram:EndPointURIUniversalCommunication 364:ram:LogoAssociatedSpecifiedBinaryFile
SETTLEMENT/ram:PayeeTradeParty/ram:SpecifiedLegalOrganization 354:ram:LegalClassificationCode
    355:ram:Name 356:ram:TradingBusinessName 357:ram:PostalTradeAddress
    358:ram:AuthorizedLegalRegistration
SETTLEMENT/ram:SpecifiedTradeSettlementPaymentMeans 369:ram:PaymentChannelCode
    370:ram:GuaranteeMethodCode 371:ram:PaymentMethodCode 443:ram:ID
SETTLEMENT/ram:SpecifiedTradeSettlementPaymentMeans/ram:ApplicableTradeSettlementFinancialCard
    372:ram:MicrochipIndicator 373:ram:TypeCode 375:ram:ExpiryDate 376:ram:VerificationNumeric
    377:ram:ValidFromDateTime 378:ram:CreditLimitAmount 379:ram:CreditAvailableAmount
    380:ram:InterestRatePercent 381:ram:Description
SETTLEMENT/ram:SpecifiedTradeSettlementPaymentMeans/ram:PayerPartyDebtorFinancialAccount
    382:ram:AccountName 444:ram:ProprietaryID
SETTLEMENT/ram:SpecifiedTradeSettlementPaymentMeans/ram:PayerSpecifiedDebtorFinancialInstitution
    384:ram:ClearingSystemName 385:ram:Name 386:ram:LocationFinancialInstitutionAddress
SETTLEMENT/ram:SpecifiedTradeAllowanceCharge 388:ram:ID 389:ram:SequenceNumeric
    390:ram:BasisQuantity 391:ram:PrepaidIndicator 392:ram:UnitBasisAmount 393:ram:TypeCode
    394:ram:ActualTradeCurrencyExchange
SETTLEMENT/ram:SpecifiedTradePaymentTerms 397:ram:ID 398:ram:FromEventCode
    399:ram:SettlementPeriodMeasure 401:ram:TypeCode 402:ram:InstructionTypeCode
    404:ram:PartialPaymentPercent 405:ram:PaymentMeansID 406:ram:PartialPaymentAmount
    407:ram:ApplicableTradePaymentPenaltyTerms 408:ram:ApplicableTradePaymentDiscountTerms
    409:ram:PayeeTradeParty
SETTLEMENT/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime 400:udt:DateTime
SETTLEMENT/ram:InvoiceReferencedDocument 422:ram:LineID
SETTLEMENT/ram:ReceivableSpecifiedTradeAccountingAccount 428:ram:SetTriggerCode 429:ram:TypeCode
    430:ram:AmountTypeCode 431:ram:Name 432:ram:CostReferenceDimensionPattern
SETTLEMENT/ram:SpecifiedTradeSettlementHeaderMonetarySummation 411:ram:InformationAmount
    412:ram:TotalDiscountAmount 413:ram:TotalAllowanceChargeAmount
    414:ram:RetailValueExcludingTaxInformationAmount 415:ram:TotalDepositFeeInformationAmount
    416:ram:ProductValueExcludingTobaccoTaxInformationAmount
    417:ram:TotalRetailValueInformationAmount 418:ram:GrossLineTotalAmount
    419:ram:NetLineTotalAmount 420:ram:NetIncludingTaxesLineTotalAmount
. 438:ram:ValuationBreakdownStatement
//*DocumentContextParameter 04:ram:Value 05:ram:SpecifiedDocumentVersion
"""
# Elements and attributes of some kinds: CII-DT-…
DT = """
LINE/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:CategoryCode 045:@listID
    046:@listAgencyID 047:@listVersionID 048:@listURI
//*TradeTax 038:ram:CalculatedRate 039:ram:CalculationSequenceNumeric 040:ram:BasisQuantity
    041:ram:BasisAmount 042:ram:UnitBasisAmount 043:ram:LineTotalBasisAmount
    044:ram:AllowanceChargeBasisAmount 049:ram:CurrencyCode 050:ram:Jurisdiction
    051:ram:CustomsDutyIndicator 052:ram:ExemptionReasonCode 098:ram:ExemptionReason
    053:ram:TaxBasisAllowanceRate 054:ram:TaxPointDate 055:ram:Type 056:ram:InformationAmount
    057:ram:CategoryName 058:ram:DueDateTypeCode 060:ram:SpecifiedTradeAccountingAccount
    061:ram:ServiceSupplyTradeCountry 062:ram:BuyerRepayableTaxSpecifiedTradeAccountingAccount
    063:ram:SellerPayableTaxSpecifiedTradeAccountingAccount
    064:ram:SellerRefundableTaxSpecifiedTradeAccountingAccount
    065:ram:BuyerDeductibleTaxSpecifiedTradeAccountingAccount
    066:ram:BuyerNonDeductibleTaxSpecifiedTradeAccountingAccount
    067:ram:PlaceApplicableTradeLocation
//*TradeTax/ram:RateApplicablePercent 059:@format
"""
